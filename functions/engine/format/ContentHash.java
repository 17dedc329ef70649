package engine.format;

/// How many rows, and the sum of their {@link RowHash}es modulo 2^64: equal for the same rows in any order and
/// any division into chunks. Two tables with equal content have equal sums; a changed, lost or doubled row
/// changes the sum.
public record ContentHash(long rows, long sum) {
    /// The name of this way of hashing, as the manifest states it.
    public static final String ALGORITHM = "sum-of-xxh64-per-tsv-row";

    public static final ContentHash EMPTY = new ContentHash(0, 0);

    /// The content of both together.
    public ContentHash plus(ContentHash other) {
        return new ContentHash(rows + other.rows, sum + other.sum);
    }

    /// The sum in 16 hexadecimal digits.
    public String hex() {
        return String.format("%016x", sum);
    }
}
