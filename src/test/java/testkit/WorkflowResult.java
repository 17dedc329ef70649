package testkit;

/// How a run of a workflow ended.
///
/// @param output `null` unless the run succeeded
/// @param error empty if the run succeeded or was aborted
/// @param cause empty where there is none
public record WorkflowResult(Status status, JsonText output, String error, String cause) {
    /// As Step Functions calls them.
    public enum Status {
        SUCCEEDED,
        FAILED,
        ABORTED,
        TIMED_OUT
    }
}
