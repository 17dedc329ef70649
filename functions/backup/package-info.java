/// The nightly backup as a Lambda function: schedule, claim, dump, catalog entry.
@NullMarked
package backup;

import org.jspecify.annotations.NullMarked;
