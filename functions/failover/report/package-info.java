/// What a person reads the morning after: the failover as a page, as JSON and as a mail. Pure, from the record of the
/// failover alone; what is not on the list of what may be shown is not shown.
@NullMarked
package failover.report;

import org.jspecify.annotations.NullMarked;
