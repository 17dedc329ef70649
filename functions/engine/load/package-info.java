/// Restores a dump: what it says is checked first, then its rows are loaded in parallel, then everything that
/// stands on them is made.
///
/// ```
/// read and check the dump                 nothing on the target is touched before this and the next
/// inspect the target, refuse what is not safe
/// make the tables                         in a schema of their own if the real ones hold data
/// load the files, in parallel             rows and the note that they are loaded are one transaction
/// build the keys, then the foreign keys
/// compare with the manifest
/// rehearse views and programs             if the tables were loaded beside others
/// change over                             one RENAME
/// make routines, views, triggers, events; compare them
/// ```
///
/// A crash at any point leaves a {@link engine.load.Ledger} on the target, from which the next attempt goes on.
/// Memory: each thread holds a buffer of 256 kB, a packet of 512 kB and the state of zstd; nothing grows with
/// the size of a row or table.
@NullMarked
package engine.load;

import org.jspecify.annotations.NullMarked;
