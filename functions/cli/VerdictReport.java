package cli;

import base.Failure;
import engine.storage.BlobStore;
import engine.stored.Verdict;
import engine.stored.Verdicts;
import java.io.PrintWriter;

/// How verdicts are shown and kept.
final class VerdictReport {
    private VerdictReport() {}

    static void print(Verdict verdict, PrintWriter out) {
        if (!verdict.differences().isEmpty()) {
            var table = new TextTable("ll", "OBJECT", "WHAT");
            verdict.differences().forEach(difference -> table.row(difference.object(), difference.text()));
            table.print(out);
        }
        out.printf(
                "%s: %s on %s, %,d tables, %,d rows compared, %.1f s%n",
                verdict.state(),
                verdict.backup(),
                verdict.target(),
                verdict.tables(),
                verdict.rows(),
                verdict.took().toMillis() / 1000.0);
    }

    /// Keeps the verdict beside the backup. Whoever may only read the store still has it on the screen.
    static void keep(BlobStore store, Verdict verdict, PrintWriter err) {
        try {
            new Verdicts(store).keep(verdict);
        } catch (Failure failure) {
            err.println("warning: the verdict is not kept beside the backup: " + failure.summary());
        }
    }

    static int status(Verdict verdict) {
        return switch (verdict.state()) {
            case VERIFIED -> 0;
            case FAILED, INCONCLUSIVE -> 1;
        };
    }
}
