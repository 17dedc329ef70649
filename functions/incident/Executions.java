package incident;

import java.util.Map;

/// Runs of the workflow. Methods throw a {@link base.Failure}.
public interface Executions {
    /// Starts one. A name that was used before starts nothing: the call may be repeated.
    void start(String name, Map<String, Object> input);

    /// Whether the execution of this name is at work.
    boolean isRunning(String name);

    /// Ends an execution where it is. May be repeated; one that is not running is left alone.
    void stop(String name);

    /// Answers a step that waits for a person. False if it does not wait any more.
    boolean answer(String token, Map<String, Object> output);
}
