package testkit;

import java.time.Clock;
import java.time.Instant;

/// Somebody with a browser, whose resolver keeps an answer as long as it may.
public final class Visitor {
    private final Route53 route53;
    private final String name;
    private final Clock clock;
    private Route53.Answer answer;
    private Instant expires;

    /// A visitor who has just looked the name up.
    public Visitor(Route53 route53, String name, Clock clock) {
        this.route53 = route53;
        this.name = name;
        this.clock = clock;
        this.answer = route53.resolve(name);
        this.expires = clock.instant().plus(answer.ttl());
    }

    /// Where the next request goes.
    public synchronized String goesTo() {
        if (!clock.instant().isBefore(expires)) {
            answer = route53.resolve(name);
            expires = clock.instant().plus(answer.ttl());
        }
        return answer.endpoint();
    }
}
