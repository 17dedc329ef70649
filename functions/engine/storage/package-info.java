/// The port to where dumps live: a flat store of blobs under one prefix, in which a blob is either whole or
/// absent.
@NullMarked
package engine.storage;

import org.jspecify.annotations.NullMarked;
