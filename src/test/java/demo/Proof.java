package demo;

import com.github.luben.zstd.ZstdInputStream;
import engine.format.FileNames;
import engine.storage.BlobStore;
import engine.stored.StoredDumps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Reads a dump back from the store, byte by byte, and checks what it promises. `blobs` counts those that the
/// manifest names; the manifest itself is checked against the seal.
record Proof(long blobs, long rows, long money) {

    /// Reads every blob of the dump. Fails at the first that is not what the manifest says.
    static Proof of(BlobStore store, String id) {
        var manifest = new StoredDumps(store).manifest(id);
        long blobs = 0;
        long rows = 0;
        long money = 0;
        for (var table : manifest.tables()) {
            boolean isMoney = table.table().equals("wallet") || table.table().equals("till");
            for (var file : table.files()) {
                check(store, id + "/" + file.name(), file.sha256());
                blobs++;
                long[] counted = rowsAndSum(store, id + "/" + file.name(), isMoney);
                mustBe(counted[0] == file.content().rows(), file.name() + " holds " + counted[0] + " rows");
                rows += counted[0];
                money += counted[1];
            }
        }
        for (var file : manifest.files()) {
            check(store, id + "/" + file.name(), file.sha256());
            blobs++;
        }
        mustBe(store.exists(id + "/" + FileNames.DONE), "the dump is not sealed");
        return new Proof(blobs, rows, money);
    }

    private static void check(BlobStore store, String name, String sha256) {
        try (InputStream in = store.read(name)) {
            var digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            mustBe(HexFormat.of().formatHex(digest.digest()).equals(sha256), name + " is not what was stored");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Counts the rows of a data file and, for money, sums their second column.
    private static long[] rowsAndSum(BlobStore store, String name, boolean isMoney) {
        try (var in = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(store.read(name)), StandardCharsets.UTF_8), 1 << 16)) {
            long rows = 0;
            long sum = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                rows++;
                sum += isMoney ? Long.parseLong(line.substring(line.indexOf('\t') + 1)) : 0;
            }
            return new long[] {rows, sum};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mustBe(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
