/// `./lifeboat demo` and `./lifeboat servers`: the story on servers of this machine.
@NullMarked
package demo;

import org.jspecify.annotations.NullMarked;
