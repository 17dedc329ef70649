package base;

/// Is told how long work gets on. Called from several threads.
public interface Progress {
    /// What is being done now, in a few words.
    void phase(String what);

    /// How much there is to do, by the server's estimate.
    void expect(long rows, long bytes);

    /// How much is done so far.
    void done(long rows, long bytes);

    /// Tells nobody.
    Progress SILENT = new Progress() {
        @Override
        public void phase(String what) {}

        @Override
        public void expect(long rows, long bytes) {}

        @Override
        public void done(long rows, long bytes) {}
    };
}
