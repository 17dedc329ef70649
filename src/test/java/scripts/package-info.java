/// The repository's scripts for people, run against stand-ins of the programs that they call.
@NullMarked
package scripts;

import org.jspecify.annotations.NullMarked;
