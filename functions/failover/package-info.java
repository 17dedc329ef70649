/// Lambdas: alarm -> guard -> workflow, and one handler for each task of the workflow, `failover.asl.yaml`. Every task
/// may run twice.
@NullMarked
package failover;

import org.jspecify.annotations.NullMarked;
