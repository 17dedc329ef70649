/// Compares a server with a dump: every row, by reading the tables with the encoder that wrote the dump, and
/// every definition. The result is a {@link engine.stored.Verdict}: VERIFIED, FAILED or INCONCLUSIVE.
///
/// ```
/// rows of each table on the server  = rows in the manifest
/// sum of their hashes               = content hash in the manifest
/// definition of each object         = definition in the dump's scripts, whatever the spaces
/// objects on the server             = objects in the dump, none missing, none more
/// ```
@NullMarked
package engine.verify;

import org.jspecify.annotations.NullMarked;
