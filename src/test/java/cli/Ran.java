package cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;

/// What a command printed, and how it ended.
record Ran(int status, String out, String err) {

    static Ran of(Map<String, String> environment, String... args) {
        return of(Clock.systemUTC(), environment, args);
    }

    static Ran of(Clock clock, Map<String, String> environment, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine(environment, clock)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Ran(status, out.toString(), err.toString());
    }
}
