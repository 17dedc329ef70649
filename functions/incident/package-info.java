/// What failovers there were and are, the gates that move traffic, and the page that visitors get meanwhile: ports and
/// rules.
///
/// A *gate* is a blob in the Azure static website that Route 53 looks at. Its state only moves forward, from
/// failover to failover, and every failover has an *epoch* of its own, which is higher than all before. So
/// whoever comes late, or twice, changes nothing.
@NullMarked
package incident;

import org.jspecify.annotations.NullMarked;
