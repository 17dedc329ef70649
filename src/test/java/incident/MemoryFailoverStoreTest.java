package incident;

/// The store of the rules' tests behaves as the table does.
final class MemoryFailoverStoreTest extends FailoverStoreContract {
    private final MemoryFailoverStore store = new MemoryFailoverStore();

    @Override
    protected FailoverStore store() {
        return store;
    }
}
