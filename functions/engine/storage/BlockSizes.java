package engine.storage;

/// How large each block is: 8 MiB at first, twice as much after every 5,000 blocks. A blob may have 50,000
/// blocks, so that 40 TB fit; a writer's memory stays at its first size up to 40 GB of stored bytes, which no
/// chunk but that of a table without a key reaches.
final class BlockSizes {
    static final int BLOCKS_MAX = 50_000;
    private static final int FIRST = 8 * 1024 * 1024;
    private static final int STEP = 5_000;
    /// What a byte array can hold in a power of two.
    private static final int LARGEST = 1 << 30;

    private BlockSizes() {}

    static int of(int index) {
        return (int) Math.min(LARGEST, (long) FIRST << index / STEP);
    }
}
