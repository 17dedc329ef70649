/// Measurements against other tools, run by hand: never part of the tests.
@NullMarked
package bench;

import org.jspecify.annotations.NullMarked;
