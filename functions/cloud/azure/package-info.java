/// Azure: the Blob store, and how one logs in to it. The SDK's own policy is the one layer that tries again.
@NullMarked
package cloud.azure;

import org.jspecify.annotations.NullMarked;
