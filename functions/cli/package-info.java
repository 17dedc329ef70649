/// The command line: the same use cases as the functions, for a shell. Results go to stdout, everything else to
/// stderr.
@NullMarked
package cli;

import org.jspecify.annotations.NullMarked;
