/// Azure: the Blob store, Resource Manager, and how one logs in. The SDK's own policy is the one layer that
/// tries again.
@NullMarked
package cloud.azure;

import org.jspecify.annotations.NullMarked;
