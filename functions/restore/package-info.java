/// The proof of every backup as Lambda functions: each is restored to the standby, or to a server that is
/// emptied again, compared, and judged; and an hourly look at how old the newest verified backup is.
@NullMarked
package restore;

import org.jspecify.annotations.NullMarked;
