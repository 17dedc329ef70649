/// Dumps as they lie in a store: which there are, whether they are whole, and what is in them.
@NullMarked
package engine.stored;

import org.jspecify.annotations.NullMarked;
