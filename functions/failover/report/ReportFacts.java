package failover.report;

import java.util.Optional;

/// The part of the page about the data, the old primary, and what a drill has shown.
final class ReportFacts {
    private final Markup page;
    private final ReportData data;

    ReportFacts(Markup page, ReportData data) {
        this.page = page;
        this.data = data;
    }

    void write() {
        backup();
        if (!data.failover().isDrill()) {
            primary();
        }
        drill();
    }

    private void backup() {
        page.element("h2", "What was used, and what " + (data.isServed() ? "is" : "would be") + " lost")
                .line();
        data.backup()
                .ifPresentOrElse(
                        this::backup,
                        () -> page.element("p", "No backup was chosen.").line());
    }

    private void backup(ReportBackup backup) {
        page.open("dl", "class", "facts").line();
        code("Backup", backup.id());
        fact("Trust", ReportWords.sentence(backup.trust()));
        fact("Snapshot", backup.snapshotAt().map(ReportWords::both).orElse("at an unknown time"));
        backup.rows().ifPresent(rows -> fact("Rows", "%,d".formatted(rows)));
        code("Data up to (GTID set)", backup.gtidSet());
        fact(data.isServed() ? "Lost" : "Would be lost", lost(data, backup));
        fact("Newer, not used", backup.newerUnused());
        fact("Restored with changes", backup.findings());
        page.close().line();
    }

    /// Nobody knows how much was written, only since when.
    static String lost(ReportData data, ReportBackup backup) {
        String span = backup.lost()
                .map(lost -> "Everything that the primary took after the snapshot: the last "
                        + ReportWords.duration(lost) + " before the outage")
                .orElse("Everything that the primary took after the snapshot");
        return span + (data.isServed() ? ", and whatever it took later. It may still be on the primary." : ".");
    }

    private void primary() {
        var fence = data.fence();
        page.element("h2", "The old primary")
                .line()
                .open("dl", "class", "facts")
                .line();
        fact("It is", fence.state().words());
        fact("That means", fence.state().meaning());
        fact(
                "Found",
                Optional.of(data.failover())
                        .flatMap(failover -> failover.step("FencePrimary"))
                        .map(step -> step.outcome())
                        .orElse(""));
        fact("Accounts locked", String.join("\n", fence.locked()));
        page.close().line();
    }

    private void drill() {
        var proofs = ReportAdvice.proofs(data);
        if (!proofs.isEmpty()) {
            page.element("h2", "What the drill has shown")
                    .line()
                    .open("ul", "class", "next")
                    .line();
            proofs.forEach(proof -> page.element("li", proof).line());
            page.close().line();
        }
    }

    private void fact(String name, String text) {
        if (!text.isEmpty()) {
            page.element("dt", name).element("dd", text, "dir", "auto").line();
        }
    }

    private void code(String name, String text) {
        if (!text.isEmpty()) {
            page.element("dt", name).open("dd").element("code", text).close().line();
        }
    }
}
