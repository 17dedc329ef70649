package engine.storage;

import base.Failure;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two stores that take the same dump in one pass. One that fails while a blob is written is given up for good:
/// nothing becomes visible in it any more, so that its dump is never sealed, and the other goes on alone. When
/// both are lost the last failure is thrown. Reading goes to the first that is not lost, or else to the first.
///
/// May be used by several threads at once.
public final class TwinBlobStore implements BlobStore {
    private final List<Lost> losses = new CopyOnWriteArrayList<>();
    private final TwinSide first;
    private final TwinSide second;

    /// Each store has a name that says where it is.
    public TwinBlobStore(String firstName, BlobStore first, String secondName, BlobStore second) {
        this.first = new TwinSide(firstName, first, losses);
        this.second = new TwinSide(secondName, second, losses);
    }

    /// A store that was given up, and why.
    public record Lost(String name, Failure failure) {}

    /// The stores that were given up, in that order.
    public List<Lost> lost() {
        return List.copyOf(losses);
    }

    @Override
    public BlobWriter create(String name) {
        BlobNames.checked(name);
        var one = new TwinHalf(first);
        var two = new TwinHalf(second);
        try {
            one.create(name);
            two.create(name);
            mustHaveOne();
            return new TwinWriter(this, one, two);
        } catch (RuntimeException e) {
            one.close();
            two.close();
            throw e;
        }
    }

    /// Throws the last failure if both stores are lost.
    void mustHaveOne() {
        if (losses.size() > 1) {
            throw losses.getLast().failure();
        }
    }

    private BlobStore readable() {
        return (first.isLost() && !second.isLost() ? second : first).store();
    }

    @Override
    public InputStream read(String name) {
        return readable().read(name);
    }

    @Override
    public boolean exists(String name) {
        return readable().exists(name);
    }

    @Override
    public List<BlobInfo> list(String folder) {
        return readable().list(folder);
    }

    @Override
    public List<String> folders(String folder) {
        return readable().folders(folder);
    }

    /// Deletes in both, lost or not. What goes wrong in one is thrown after the other was tried.
    @Override
    public void delete(String name) {
        try {
            first.store().delete(name);
        } finally {
            second.store().delete(name);
        }
    }
}
