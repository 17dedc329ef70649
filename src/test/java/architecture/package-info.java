/// The rules of the house, checked: who may know whom, and that the repository is in order.
@NullMarked
package architecture;

import org.jspecify.annotations.NullMarked;
