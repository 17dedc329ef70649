package incident;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Failovers in memory, held to the same contract as the table.
public final class MemoryFailoverStore implements FailoverStore {
    private final Map<Failover.Kind, Versioned<Lease>> leases = new HashMap<>();
    private final Map<String, Versioned<Failover>> failovers = new HashMap<>();
    private final Map<String, Question> questions = new LinkedHashMap<>();

    @Override
    public synchronized Versioned<Lease> lease(Failover.Kind kind) {
        return leases.getOrDefault(kind, new Versioned<>(Lease.NONE, 0));
    }

    @Override
    public synchronized Optional<Versioned<Failover>> find(String id) {
        return Optional.ofNullable(failovers.get(id));
    }

    @Override
    public synchronized List<Failover> list() {
        return failovers.values().stream()
                .map(Versioned::value)
                .sorted(Comparator.comparing(Failover::startedAt).reversed())
                .toList();
    }

    @Override
    public synchronized boolean replace(Versioned<Failover> before, Failover after) {
        return replaceFailover(Optional.of(before), after, false);
    }

    @Override
    public synchronized boolean replace(Failover.Kind kind, Versioned<Lease> before, Lease after) {
        return replaceLease(kind, before, after, false);
    }

    @Override
    public synchronized boolean replaceBoth(
            Versioned<Lease> leaseBefore,
            Lease lease,
            Optional<Versioned<Failover>> failoverBefore,
            Failover failover) {
        boolean mayBoth = replaceLease(failover.kind(), leaseBefore, lease, true)
                && replaceFailover(failoverBefore, failover, true);
        return mayBoth
                && replaceLease(failover.kind(), leaseBefore, lease, false)
                && replaceFailover(failoverBefore, failover, false);
    }

    private boolean replaceLease(Failover.Kind kind, Versioned<Lease> before, Lease after, boolean onlyAsked) {
        boolean fits = lease(kind).version() == before.version();
        if (fits && !onlyAsked) {
            leases.put(kind, new Versioned<>(after, before.version() + 1));
        }
        return fits;
    }

    private boolean replaceFailover(Optional<Versioned<Failover>> before, Failover after, boolean onlyAsked) {
        long version = before.map(Versioned::version).orElse(0L);
        boolean fits = find(after.id()).map(Versioned::version).orElse(0L) == version;
        if (fits && !onlyAsked) {
            failovers.put(after.id(), new Versioned<>(after, version + 1));
        }
        return fits;
    }

    @Override
    public synchronized void ask(Question question) {
        questions.put(question.failover() + question.step(), question);
    }

    @Override
    public synchronized List<Question> questions(String failover) {
        return questions.values().stream()
                .filter(question -> question.failover().equals(failover))
                .sorted(Comparator.comparing(Question::askedAt))
                .toList();
    }

    @Override
    public synchronized void forget(Question question) {
        questions.remove(question.failover() + question.step());
    }
}
