/// AWS: the catalog in DynamoDB, a store in S3, and secrets. The SDK's own retries are the one layer that tries
/// again.
@NullMarked
package cloud.aws;

import org.jspecify.annotations.NullMarked;
