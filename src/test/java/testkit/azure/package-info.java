/// Azure's rules without Azure: the template language, the shapes of resources and the rules of its networks.
@NullMarked
package testkit.azure;

import org.jspecify.annotations.NullMarked;
