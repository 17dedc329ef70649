package catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What backups there are. All changes are conditional, so that two deliveries, or two functions, never both
/// run. Methods throw a {@link base.Failure}; a call with a token that is no longer valid is a {@link
/// base.RefusedFailure}.
public interface BackupCatalog {
    /// An owner that was silent for this long is taken for dead: four heartbeats. Lambda tries a failed
    /// invocation again after one minute and after two more, and the last of these must be able to take over.
    Duration SILENCE_MAX = Duration.ofMinutes(2);

    /// Asks for a run. At most one of several callers is granted it.
    Claim claim(Run run, String backup, String location);

    /// Tells that the owner is alive. May be called any number of times.
    void heartbeat(Claim.Granted claim);

    /// Records the finished backup. May be repeated with the same claim.
    void publish(Claim.Granted claim, Entry.Facts facts);

    /// Records why the run failed; it may be claimed again. May be repeated with the same claim.
    void fail(Claim.Granted claim, String error);

    /// The runs of a source, newest first.
    List<Entry> list(String source);

    /// The newest complete backup of a source.
    default Optional<Entry> newest(String source) {
        return list(source).stream()
                .filter(entry -> entry.state() == Entry.State.COMPLETE)
                .findFirst();
    }

    /// Records what came out when a backup was restored. An INCONCLUSIVE verdict never takes the place of one
    /// that settled the question. May be repeated. A backup that the catalog does not know, or that is not the
    /// run's any more, is left alone; tells whether it was recorded.
    boolean judge(Run run, String backup, Entry.Verdict verdict);

    /// The newest backup of a source that was restored and compared.
    default Optional<Entry> newestVerified(String source) {
        return list(source).stream().filter(Entry::isVerified).findFirst();
    }

    /// Forgets a backup that was deleted from the store. May be repeated.
    void forget(Run run, String backup);

    /// Records a finished backup that was found in the store, unless the catalog knows it. Returns whether it
    /// did not.
    boolean restoreEntry(Entry entry);
}
