/// What backups there are, and who is making one: the port, and the rules that hold in every implementation.
///
/// A *run* is one backup of one source on one local date. Whoever wants to make it claims it first; a run that
/// failed, or whose owner has been silent for too long, may be claimed again. The store of dumps is the truth:
/// every entry of a finished backup can be made again from its manifest.
@NullMarked
package catalog;

import org.jspecify.annotations.NullMarked;
