package engine.load;

import base.Failure;
import engine.mysql.Session;
import java.time.Duration;
import java.util.function.Supplier;

/// Says something on a session now and then while it waits for others, since gateways forget connections that are
/// silent for minutes.
final class KeepAlive {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Session session;
    private final Thread thread;

    private KeepAlive(Session session) {
        this.session = session;
        this.thread = Thread.ofVirtual().name("keep-alive").unstarted(this::run);
    }

    /// Keeps the session while this is done.
    static <T> T during(Session session, Supplier<T> work) {
        var keepAlive = new KeepAlive(session);
        keepAlive.thread.start();
        try {
            return work.get();
        } finally {
            keepAlive.thread.interrupt();
        }
    }

    /// Whoever uses the session next finds out if it is lost.
    @SuppressWarnings("UnusedException")
    private void run() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                session.execute("keep the connection", "DO 0");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure lost) {
            session.abort();
        }
    }
}
