package engine.format;

import java.io.IOException;

/// Rows on their way into an encoder, with news of every batch of them.
public final class CountedRows implements RowSink {
    private static final long BATCH = 1 << 18;

    private final TsvEncoder encoder;
    private final Listener listener;
    private long rowsTold;
    private long bytesTold;

    /// Is told how many rows and encoded bytes there were since it was told last.
    @FunctionalInterface
    public interface Listener {
        void more(long rows, long bytes);
    }

    public CountedRows(TsvEncoder encoder, Listener listener) {
        this.encoder = encoder;
        this.listener = listener;
    }

    @Override
    public void nullField(int column) {
        encoder.nullField(column);
    }

    @Override
    public void field(int column, byte[] buffer, int offset, int length) throws IOException {
        encoder.field(column, buffer, offset, length);
    }

    @Override
    public void part(int column, byte[] buffer, int offset, int length, boolean last) throws IOException {
        encoder.part(column, buffer, offset, length, last);
    }

    @Override
    public void endRow() throws IOException {
        encoder.endRow();
        if (encoder.bytes() - bytesTold >= BATCH) {
            tell();
        }
    }

    @Override
    public void end() {
        tell();
    }

    private void tell() {
        long rows = encoder.content().rows();
        long bytes = encoder.bytes();
        listener.more(rows - rowsTold, bytes - bytesTold);
        rowsTold = rows;
        bytesTold = bytes;
    }
}
