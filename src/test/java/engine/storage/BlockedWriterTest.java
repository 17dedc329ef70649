package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.TransientFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class BlockedWriterTest {
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();

    /// Remembers what is asked of it; fails at one block if told.
    private static final class Recording implements BlockTarget {
        final List<Integer> staged = Collections.synchronizedList(new ArrayList<>());
        int committed = -1;
        int put = -1;
        int failAt = -1;
        boolean abandoned;

        @Override
        public void stage(int index, byte[] bytes, int length) {
            if (index == failAt) {
                throw new TransientFailure("block " + index + " was lost", "This is a test.");
            }
            staged.add(length);
        }

        @Override
        public void commit(int count) {
            committed = count;
        }

        @Override
        public void put(byte[] bytes, int length) {
            put = length;
        }

        @Override
        public void abandon() {
            abandoned = true;
        }
    }

    @Test
    void aSmallBlobIsOneRequest() {
        var target = new Recording();
        try (var writer = new BlockedWriter(target, executor)) {
            writer.write(new byte[8 * 1024 * 1024], 0, 8 * 1024 * 1024);
            writer.commit();
        }
        assertThat(target.put).isEqualTo(8 * 1024 * 1024);
        assertThat(target.staged).isEmpty();
    }

    @Test
    void aLostBlockIsNeverCommitted() {
        var target = new Recording();
        target.failAt = 1;
        try (var writer = new BlockedWriter(target, executor)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5; i++) {
                            writer.write(new byte[8 * 1024 * 1024], 0, 8 * 1024 * 1024);
                        }
                        writer.commit();
                    })
                    .isInstanceOf(TransientFailure.class)
                    .hasMessage("block 1 was lost");
        }
        assertThat(target.committed).isEqualTo(-1);
    }

    @Test
    void aLostLastBlockIsNeverCommitted() {
        var target = new Recording();
        target.failAt = 1;
        try (var writer = new BlockedWriter(target, executor)) {
            writer.write(new byte[9 * 1024 * 1024], 0, 9 * 1024 * 1024);
            assertThatThrownBy(writer::commit).hasMessage("block 1 was lost");
        }
        assertThat(target.committed).isEqualTo(-1);
    }

    @Test
    void manyTerabytesFitTheBlockLimitOfAzure() {
        int blocksMax = new Recording().blocksMax();
        assertThat(blocksMax).isEqualTo(50_000);
        assertThat(total(blocksMax)).isGreaterThan(20_000_000_000_000L);
        assertThat(BlockSizes.of(4_999, blocksMax)).isEqualTo(8 * 1024 * 1024);
        assertThat(BlockSizes.of(5_000, blocksMax)).isEqualTo(16 * 1024 * 1024);
    }

    @Test
    void fourTerabytesFitTheBlockLimitOfS3() {
        assertThat(total(10_000)).isGreaterThan(4_000_000_000_000L).isLessThan(5L << 40);
        assertThat(BlockSizes.of(999, 10_000)).isEqualTo(8 * 1024 * 1024);
        assertThat(BlockSizes.of(1_000, 10_000)).isEqualTo(16 * 1024 * 1024);
    }

    private static long total(int blocksMax) {
        return java.util.stream.LongStream.range(0, blocksMax)
                .map(index -> BlockSizes.of((int) index, blocksMax))
                .sum();
    }

    @Test
    void aBlobThatIsNotCommittedIsAbandonedAndNoOther() {
        var target = new Recording();
        try (var writer = new BlockedWriter(target, executor)) {
            writer.write(new byte[9 * 1024 * 1024], 0, 9 * 1024 * 1024);
            writer.commit();
        }
        assertThat(target.abandoned).isFalse();
        try (var writer = new BlockedWriter(target, executor)) {
            writer.write(new byte[10], 0, 10);
        }
        assertThat(target.abandoned).isTrue();
    }
}
