package engine.dump;

/// Is told how a dump gets on. Called from several threads.
public interface Progress {
    /// What is being done now, in a few words.
    void phase(String what);

    /// How much there is to copy, by the server's estimate.
    void expect(long rows, long bytes);

    /// How much has been copied so far.
    void copied(long rows, long bytes);

    /// Tells nobody.
    Progress SILENT = new Progress() {
        @Override
        public void phase(String what) {}

        @Override
        public void expect(long rows, long bytes) {}

        @Override
        public void copied(long rows, long bytes) {}
    };
}
