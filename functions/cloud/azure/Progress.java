package cloud.azure;

import java.time.Duration;

/// How an operation goes that Azure has accepted.
public sealed interface Progress {
    /// It goes on; not to be asked again before `retryAfter` has passed.
    record Running(Duration retryAfter) implements Progress {}

    record Succeeded() implements Progress {}

    /// It failed or was cancelled. `code` is the innermost that says something; see {@link Capacity}.
    record Failed(String code, String message) implements Progress {}

    /// Azure does not know the operation any more. That says nothing of its outcome: look at the resource.
    record Lost() implements Progress {}
}
