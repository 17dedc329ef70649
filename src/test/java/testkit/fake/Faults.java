package testkit.fake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What shall go wrong with the requests to a stand-in. Each plan hits as many of the next requests whose line
/// (`POST /subscriptions/...`, without the query) matches as it says; of several plans the first.
public final class Faults {
    private static final Hit NONE = new Hit(Duration.ZERO, false, false, Optional.empty());

    private record Plan(Predicate<String> requests, int times, Hit hit) {}

    /// What happens to one request.
    record Hit(Duration slow, boolean lost, boolean silent, Optional<Reply> instead) {
        void delay() {
            try {
                Thread.sleep(slow);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final CopyOnWriteArrayList<Plan> plans = new CopyOnWriteArrayList<>();

    /// The connection breaks before the service gets the request.
    public void loseRequests(int times, Predicate<String> requests) {
        plan(times, requests, new Hit(Duration.ZERO, true, false, Optional.empty()));
    }

    /// The service does what it is asked; nobody hears of it.
    public void loseAnswers(int times, Predicate<String> requests) {
        plan(times, requests, new Hit(Duration.ZERO, false, true, Optional.empty()));
    }

    /// The answer comes late.
    public void slow(int times, Duration by, Predicate<String> requests) {
        plan(times, requests, new Hit(by, false, false, Optional.empty()));
    }

    /// An error instead, in the words of Resource Manager; the service does not get the request.
    public void answer(int times, int status, String code, String message, Predicate<String> requests) {
        plan(times, requests, instead(Reply.error(status, code, message)));
    }

    /// Too many requests; to be asked again after `retryAfter`.
    public void throttle(int times, Duration retryAfter, Predicate<String> requests) {
        String seconds = String.valueOf(retryAfter.toSeconds());
        plan(
                times,
                requests,
                instead(Reply.error(429, "TooManyRequests", "The request was throttled.")
                        .with("Retry-After", seconds)));
    }

    /// An answer made of nothing but a status, a header and a text.
    public void raw(int times, int status, Map<String, String> headers, String body, Predicate<String> requests) {
        plan(times, requests, instead(new Reply(status, headers, body)));
    }

    /// Whether everything that was to go wrong has done so.
    public boolean allHappened() {
        return plans.isEmpty();
    }

    private static Hit instead(Reply reply) {
        return new Hit(Duration.ZERO, false, false, Optional.of(reply));
    }

    private synchronized void plan(int times, Predicate<String> requests, Hit hit) {
        plans.add(new Plan(requests, times, hit));
    }

    synchronized Hit take(String line) {
        for (int i = 0; i < plans.size(); i++) {
            var plan = plans.get(i);
            if (plan.requests().test(line)) {
                if (plan.times() == 1) {
                    plans.remove(i);
                } else {
                    plans.set(i, new Plan(plan.requests(), plan.times() - 1, plan.hit()));
                }
                return plan.hit();
            }
        }
        return NONE;
    }
}
