package engine.storage;

/// How large each block is: 8 MiB at first, twice as much after each tenth of the blocks that a blob may have.
/// With the 50,000 of Azure 40 TB fit, and a writer's memory stays at its first size up to 40 GB of stored
/// bytes, which no chunk but that of a table without a key reaches. With the 10,000 of S3 it is 4 TB and 8 GB.
final class BlockSizes {
    private static final int FIRST = 8 * 1024 * 1024;
    private static final int STEPS = 10;
    /// What a byte array can hold in a power of two.
    private static final int LARGEST = 1 << 30;

    private BlockSizes() {}

    static int of(int index, int blocksMax) {
        return (int) Math.min(LARGEST, (long) FIRST << index / (blocksMax / STEPS));
    }
}
