package engine.load;

import engine.format.DefinerRule;
import engine.mysql.Sessions;
import engine.stored.SealedDump;
import java.util.List;

/// What of a dump will not survive the move to a server, told without touching it.
public final class TargetReport {
    private TargetReport() {}

    /// Everything that blocks a restore or would be otherwise there.
    public static List<Finding> of(SealedDump dump, Sessions target, DefinerRule definers, boolean users) {
        try (var session = target.open()) {
            return Preflight.check(dump, Target.inspect(session), definers, users);
        }
    }
}
