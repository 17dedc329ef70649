/// Makes a dump: one consistent snapshot, read in parallel, encoded, compressed and stored as it streams.
///
/// ```
/// inspect the server and demand every grant        nothing is written before this
/// freeze: N sessions on one moment, DDL kept out
/// plan: every table becomes one chunk or several
/// copy chunks and describe objects, in parallel    a failure stops everything; nothing partial looks whole
/// compare the definitions with those at the start
/// seal: the manifest, then @.done.json, last of all
/// ```
///
/// Memory: each thread holds a reading buffer of 256 kB, an encoding buffer of 256 kB, the state of zstd (about
/// 2 MB at level 1), and what its blob writer holds; nothing grows with the size of a row, a table or the
/// database. What grows is the list of files for the manifest, about 300 bytes a chunk.
@NullMarked
package engine.dump;

import org.jspecify.annotations.NullMarked;
