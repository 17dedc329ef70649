/// Whole stories, from outside: the launcher, processes that are killed, the demo.
@NullMarked
package journey;

import org.jspecify.annotations.NullMarked;
