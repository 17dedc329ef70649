package testkit;

import base.TransientFailure;
import engine.storage.BlobNames;
import engine.storage.BlobStore;
import engine.storage.BlobWriter;
import engine.storage.MemoryBlobStore;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A store in memory that is stricter than any real one: writing after a commit or a close is a bug, and a
/// writer that was left open is found. Can be told to fail.
public final class StrictBlobStore implements BlobStore {
    private final MemoryBlobStore memory = new MemoryBlobStore();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final List<String> committed = new ArrayList<>();
    private volatile Predicate<String> failing = name -> false;
    private volatile long failAfterBytes;
    private volatile Consumer<String> deleting = name -> {};
    private volatile Predicate<String> spoiled = name -> false;
    private volatile UnaryOperator<InputStream> spoiling = in -> in;

    /// From now on, blobs whose names match fail once that many bytes were written to them.
    public StrictBlobStore failing(Predicate<String> names, long afterBytes) {
        failing = names;
        failAfterBytes = afterBytes;
        return this;
    }

    /// From now on, is told the name of each blob before it is deleted, and may fail instead.
    public StrictBlobStore deleting(Consumer<String> watcher) {
        deleting = watcher;
        return this;
    }

    /// The names in the order of their commits.
    public List<String> committed() {
        synchronized (committed) {
            return List.copyOf(committed);
        }
    }

    /// Fails if anybody forgot to close a writer.
    public void assertNothingLeftOpen() {
        if (!open.isEmpty()) {
            throw new AssertionError("left open: " + open);
        }
    }

    @Override
    public BlobWriter create(String name) {
        BlobNames.checked(name);
        if (!open.add(name)) {
            throw new AssertionError("two writers for " + name);
        }
        return new Writer(name);
    }

    private final class Writer implements BlobWriter {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ended;

        Writer(String name) {
            this.name = name;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            mustBeOpen();
            bytes.write(buffer, offset, length);
            failIfTold();
        }

        private void failIfTold() {
            if (failing.test(name) && bytes.size() >= failAfterBytes) {
                throw new TransientFailure("the store broke at " + name, "This is a test.");
            }
        }

        @Override
        public void commit() {
            mustBeOpen();
            failIfTold();
            ended = true;
            put(name, bytes.toByteArray());
            synchronized (committed) {
                committed.add(name);
            }
        }

        private void mustBeOpen() {
            if (ended) {
                throw new AssertionError("used after its end: " + name);
            }
        }

        @Override
        public void close() {
            ended = true;
            open.remove(name);
        }
    }

    @Override
    public InputStream read(String name) {
        var in = memory.read(name);
        return spoiled.test(name) ? spoiling.apply(in) : in;
    }

    /// From now on, blobs whose names match are read through `spoiling`.
    public StrictBlobStore spoiling(Predicate<String> names, UnaryOperator<InputStream> by) {
        spoiled = names;
        spoiling = by;
        return this;
    }

    /// Puts other bytes in the place of a blob, as an attacker would.
    public void tamper(String name, byte[] bytes) {
        memory.delete(name);
        put(name, bytes);
    }

    private void put(String name, byte[] bytes) {
        try (var blob = memory.create(name)) {
            blob.write(bytes, 0, bytes.length);
            blob.commit();
        }
    }

    @Override
    public boolean exists(String name) {
        return memory.exists(name);
    }

    @Override
    public void delete(String name) {
        deleting.accept(BlobNames.checked(name));
        memory.delete(name);
    }

    @Override
    public List<BlobInfo> list(String folder) {
        return memory.list(folder);
    }

    @Override
    public List<String> folders(String folder) {
        return memory.folders(folder);
    }
}
