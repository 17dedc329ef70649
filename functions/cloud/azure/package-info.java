/// Microsoft Azure: logins, blobs, gates and page in the static website, documents behind links, and Resource Manager.
/// Knows the SDK, its errors, and when to try again.
@NullMarked
package cloud.azure;

import org.jspecify.annotations.NullMarked;
