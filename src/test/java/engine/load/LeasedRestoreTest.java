package engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.Progress;
import base.RefusedFailure;
import engine.mysql.Sessions;
import engine.stored.Holds;
import engine.stored.Pruning;
import engine.stored.Verdict;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import testkit.Dumps;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// Nobody deletes a backup under the hands of those who restore it.
final class LeasedRestoreTest {
    private final String schema = SharedMySql.schema();
    private final StrictBlobStore store = new StrictBlobStore();
    private final Pruning pruning = new Pruning(store, Clock.systemUTC());
    private final Map<String, Pruning.Outcome> outcomes = new HashMap<>();

    @BeforeEach
    void aBackup() {
        SharedMySql.source()
                .run(
                        "CREATE DATABASE " + schema,
                        "CREATE TABLE " + schema + ".t (id INT PRIMARY KEY)",
                        "INSERT INTO " + schema + ".t VALUES (1), (2)");
        Dumps.run(SharedMySql.source().url(), store, Dumps.request(schema));
    }

    private Restore.Result restore(Progress progress) {
        var url = SharedMySql.target().url();
        return new Restore(Sessions.loading(url), new Sessions(url), store, Restores.request(Dumps.ID), progress).run();
    }

    private Progress pruningInEveryPhase() {
        return new Progress() {
            @Override
            public void phase(String what) {
                outcomes.put(what, pruning.delete(Dumps.ID));
            }

            @Override
            public void expect(long rows, long bytes) {}

            @Override
            public void done(long rows, long bytes) {}
        };
    }

    @Test
    void aBackupCannotBeDeletedInAnyPhaseOfARestoreButAfterwards() {
        assertThat(restore(pruningInEveryPhase()).verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertThat(outcomes).containsKeys("reading the dump", "loading", "comparing");
        assertThat(outcomes.values()).containsOnly(new Pruning.Outcome.Held("being read"));
        assertThat(new Holds(store, Clock.systemUTC()).isBeingRead(Dumps.ID)).isFalse();
        assertThat(pruning.delete(Dumps.ID)).isEqualTo(new Pruning.Outcome.Deleted());
    }

    @Test
    void whoeverMayOnlyReadTheStoreRestoresAllTheSameAndIsTold() {
        store.failing(name -> name.startsWith(Dumps.ID), 0);
        var result = restore(Progress.SILENT);
        assertThat(result.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
        assertThat(result.findings())
                .extracting(finding -> finding.object() + ": " + finding.text())
                .anyMatch(note -> note.startsWith(Dumps.ID + ": nothing keeps it from being deleted meanwhile"));
    }

    @Test
    void aRestoreOfWhatIsNotThereLeavesNothingInTheStore() {
        assertThat(pruning.delete(Dumps.ID)).isEqualTo(new Pruning.Outcome.Deleted());
        assertThatThrownBy(() -> restore(Progress.SILENT)).isInstanceOf(RefusedFailure.class);
        assertThat(store.folders("")).isEmpty();
    }
}
