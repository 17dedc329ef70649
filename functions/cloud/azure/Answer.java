package cloud.azure;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// What Azure says to an order.
public sealed interface Answer {
    /// It has begun. `operation` is where to ask how it goes; if it is empty, look at the resource itself. Not
    /// to be asked before `retryAfter` has passed.
    record Accepted(Optional<URI> operation, Duration retryAfter) implements Answer {}

    /// It is done, or there was nothing to do.
    record Done() implements Answer {}

    /// Not now, because something else is going on or there were too many requests: order it again after
    /// `retryAfter`. If the order may have been given before, look first whether it is what is going on.
    record Busy(String code, Duration retryAfter) implements Answer {}

    /// No, and asking again will not change that. `code` is the innermost that says something; see
    /// {@link Capacity}.
    record Refused(int status, String code, String message) implements Answer {}
}
