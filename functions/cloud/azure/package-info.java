/// Azure: the Blob store, the gates in the static website, and how one logs in. The SDK's own policy is the one
/// layer that tries again.
@NullMarked
package cloud.azure;

import org.jspecify.annotations.NullMarked;
