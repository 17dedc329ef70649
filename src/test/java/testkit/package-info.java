/// Real servers for tests, the demo and a developer's shell: MySQL, Azurite, DynamoDB Local; and what tests
/// share.
@NullMarked
package testkit;

import org.jspecify.annotations.NullMarked;
