package engine.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// XXH64 with seed 0 over the bytes of one row, fed in pieces of any size. The algorithm is Yann Collet's, by
/// its published specification. After {@link #finish} the same object hashes the next row.
public final class RowHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    /// P1 + P2, modulo 2^64.
    private static final long FIRST = 0x60EA27EEADC0B5D6L;
    private static final int STRIPE = 32;

    private final byte[] pending = new byte[STRIPE];
    private int pendingLength;
    private long total;
    private long v1;
    private long v2;
    private long v3;
    private long v4;

    public RowHash() {
        reset();
    }

    private void reset() {
        pendingLength = 0;
        total = 0;
        v1 = FIRST;
        v2 = P2;
        v3 = 0;
        v4 = -P1;
    }

    /// Adds bytes of the row.
    public void update(byte[] bytes, int offset, int length) {
        total += length;
        int at = offset;
        int end = offset + length;
        if (pendingLength > 0) {
            int taken = Math.min(STRIPE - pendingLength, length);
            System.arraycopy(bytes, at, pending, pendingLength, taken);
            pendingLength += taken;
            at += taken;
            if (pendingLength < STRIPE) {
                return;
            }
            stripes(pending, 0, STRIPE);
            pendingLength = 0;
        }
        int whole = (end - at) & -STRIPE;
        stripes(bytes, at, at + whole);
        at += whole;
        pendingLength = end - at;
        System.arraycopy(bytes, at, pending, 0, pendingLength);
    }

    private void stripes(byte[] bytes, int from, int to) {
        long a = v1;
        long b = v2;
        long c = v3;
        long d = v4;
        for (int at = from; at < to; at += STRIPE) {
            a = round(a, (long) LONGS.get(bytes, at));
            b = round(b, (long) LONGS.get(bytes, at + 8));
            c = round(c, (long) LONGS.get(bytes, at + 16));
            d = round(d, (long) LONGS.get(bytes, at + 24));
        }
        v1 = a;
        v2 = b;
        v3 = c;
        v4 = d;
    }

    /// The hash of all bytes since the last call; starts a new row.
    public long finish() {
        long hash = total >= STRIPE ? merged() : P5;
        hash = tail(hash + total);
        reset();
        hash = (hash ^ hash >>> 33) * P2;
        hash = (hash ^ hash >>> 29) * P3;
        return hash ^ hash >>> 32;
    }

    private long merged() {
        long hash = Long.rotateLeft(v1, 1) + Long.rotateLeft(v2, 7) + Long.rotateLeft(v3, 12) + Long.rotateLeft(v4, 18);
        hash = (hash ^ round(0, v1)) * P1 + P4;
        hash = (hash ^ round(0, v2)) * P1 + P4;
        hash = (hash ^ round(0, v3)) * P1 + P4;
        return (hash ^ round(0, v4)) * P1 + P4;
    }

    private long tail(long start) {
        long hash = start;
        int at = 0;
        for (; at + 8 <= pendingLength; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, (long) LONGS.get(pending, at)), 27) * P1 + P4;
        }
        if (at + 4 <= pendingLength) {
            long word = (int) INTS.get(pending, at) & 0xFFFFFFFFL;
            hash = Long.rotateLeft(hash ^ word * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < pendingLength; at++) {
            hash = Long.rotateLeft(hash ^ (pending[at] & 0xFF) * P5, 11) * P1;
        }
        return hash;
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * P2, 31) * P1;
    }
}
