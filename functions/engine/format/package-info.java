/// The layout of a MySQL Shell dump, format 2.0.1: names, metadata, scripts, and the encoding of rows. Pure: no
/// I/O.
///
/// A *dump* is a flat folder of files. Rows of a table stand in one or more *data files*, each the rows of one
/// *chunk*; every other file describes. A dump is *sealed* when `@.done.json` exists; that file is written last
/// of all. Beside MySQL Shell's files stands `@.lifeboat.json`, the {@link engine.format.Manifest}, which MySQL
/// Shell ignores.
@NullMarked
package engine.format;

import org.jspecify.annotations.NullMarked;
