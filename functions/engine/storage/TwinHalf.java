package engine.storage;

import base.Failure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The writer of one side; there is none once the side is lost. Used by one thread at a time.
final class TwinHalf {
    private final TwinSide side;
    private @Nullable BlobWriter writer;

    TwinHalf(TwinSide side) {
        this.side = side;
    }

    void create(String name) {
        attempt(() -> writer = side.store().create(name));
    }

    void write(byte[] bytes, int offset, int length) {
        with(open -> open.write(bytes, offset, length));
    }

    void commit() {
        with(side::commit);
    }

    private void with(Consumer<BlobWriter> action) {
        var open = writer;
        if (open != null) {
            attempt(() -> action.accept(open));
        }
    }

    /// An interrupted thread says nothing about the store.
    private void attempt(Runnable action) {
        if (side.isLost()) {
            close();
            return;
        }
        try {
            action.run();
        } catch (Failure failure) {
            if (Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            side.lose(failure);
            close();
        }
    }

    void close() {
        var open = writer;
        writer = null;
        if (open != null) {
            open.close();
        }
    }
}
