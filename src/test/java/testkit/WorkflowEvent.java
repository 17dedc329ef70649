package testkit;

import java.time.Instant;

/// What happened in a run of a workflow.
///
/// @param type `StateEntered`, `StateExited`, `StateFailed`, `StateRetried`, `StateCaught`, `ExecutionStarted`, ...
/// @param state the state's name; empty where the event is the run's
/// @param output `null` unless the state was exited
/// @param error what failed; empty if nothing did
public record WorkflowEvent(
        String type, Instant time, String state, JsonText input, JsonText output, String error, String cause) {}
