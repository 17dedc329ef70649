package engine.storage;

import base.ConfigurationFailure;
import base.Failure;
import base.TransientFailure;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/// Collects bytes into blocks and stages them beside the caller: while one block is filled, one is on its way.
/// A blob that fits one block is stored at once. Memory: two blocks, less for small blobs.
public final class BlockedWriter implements BlobWriter {
    private static final int START = 64 * 1024;

    private final BlockTarget target;
    private final Executor executor;
    private byte[] filling = new byte[START];
    private int filled;
    private int blocks;
    private boolean committed;
    private byte[] spare = new byte[0];
    private FutureTask<byte[]> underWay = new FutureTask<>(() -> new byte[0]);

    /// `executor` runs the staging; it must not run it in the calling thread.
    public BlockedWriter(BlockTarget target, Executor executor) {
        this.target = target;
        this.executor = executor;
        underWay.run();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int size = BlockSizes.of(blocks, target.blocksMax());
            if (filled == size) {
                stage();
                continue;
            }
            int taken = Math.min(end - at, size - filled);
            ensure(filled + taken, size);
            System.arraycopy(bytes, at, filling, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    private void ensure(int needed, int size) {
        if (filling.length < needed) {
            filling = Arrays.copyOf(filling, (int) Math.min(size, Math.max(needed, filling.length * 2L)));
        }
    }

    /// Waits for the block before this one, then sends this one on its way.
    private void stage() {
        if (blocks == target.blocksMax()) {
            throw new ConfigurationFailure(
                    "a blob would need more than " + target.blocksMax() + " blocks",
                    "Give the table a primary key, so that it is divided into several files.");
        }
        spare = await();
        int index = blocks++;
        byte[] block = filling;
        int length = filled;
        underWay = new FutureTask<>(() -> {
            target.stage(index, block, length);
            return block;
        });
        executor.execute(underWay);
        filling = spare.length > 0 ? spare : new byte[START];
        filled = 0;
    }

    /// The buffer of the block that was under way, free again; or its failure.
    private byte[] await() {
        try {
            return underWay.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted while storing a block", "Run the backup again.", e);
        }
    }

    @Override
    public void commit() {
        if (blocks == 0) {
            target.put(filling, filled);
        } else {
            commitBlocks();
        }
        committed = true;
    }

    private void commitBlocks() {
        if (filled > 0) {
            stage();
        }
        var last = await();
        spare = last;
        target.commit(blocks);
    }

    @Override
    public void close() {
        if (!committed) {
            target.abandon();
        }
        filling = spare;
    }
}
