package testkit;

/// An error as the state machine sees it, for tasks that fail in ways that no Java exception has:
/// `Lambda.TooManyRequestsException`, `Sandbox.Timedout`.
public final class TaskError extends Exception {
    private final String error;

    public TaskError(String error, String cause) {
        super(cause);
        this.error = error;
    }

    /// What `Retry` and `Catch` compare.
    public String error() {
        return error;
    }
}
