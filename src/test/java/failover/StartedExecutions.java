package failover;

import base.TransientFailure;
import incident.Executions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keeps the names of executions, as Step Functions does: one that was used starts nothing.
final class StartedExecutions implements Executions {
    private final List<String> started = new ArrayList<>();
    private boolean isDisturbed;

    /// The next start fails.
    synchronized void disturb() {
        isDisturbed = true;
    }

    synchronized List<String> names() {
        return List.copyOf(started);
    }

    @Override
    public synchronized void start(String name, Map<String, Object> input) {
        if (isDisturbed) {
            isDisturbed = false;
            throw new TransientFailure("cannot start the workflow", "Try again.");
        }
        if (!started.contains(name)) {
            started.add(name);
        }
    }

    @Override
    public synchronized boolean isRunning(String name) {
        return started.contains(name);
    }

    @Override
    public void stop(String name) {}

    @Override
    public boolean answer(String token, Map<String, Object> output) {
        return false;
    }
}
