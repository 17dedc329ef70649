/// Both clouds together, as a function uses them. Each cloud by itself is in a package of its own.
@NullMarked
package cloud;

import org.jspecify.annotations.NullMarked;
