/// Words that every other package may use: kinds of failure, deadlines, secrets, sizes, settings. Knows only
/// the JDK.
@NullMarked
package base;

import org.jspecify.annotations.NullMarked;
