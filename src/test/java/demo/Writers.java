package demo;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import testkit.Database;

/// Customers who never sleep: they pay from the wallet into the till and back, one transaction after the other.
final class Writers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong payments = new AtomicLong();
    private volatile boolean closed;

    private Writers() {}

    static Writers start(Database database, int count) {
        var writers = new Writers();
        for (int i = 0; i < count; i++) {
            int seed = i;
            writers.threads.add(Thread.ofPlatform().start(() -> writers.pay(database, new Random(seed))));
        }
        return writers;
    }

    private void pay(Database database, Random random) {
        try (var connection = database.connect("");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!closed) {
                int id = 1 + random.nextInt(1_000);
                int cents = random.nextInt(200) - 100;
                statement.execute("UPDATE shop.wallet SET cents = cents - " + cents + " WHERE id = " + id);
                statement.execute("UPDATE shop.till SET cents = cents + " + cents + " WHERE id = " + id);
                connection.commit();
                payments.incrementAndGet();
                Thread.sleep(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long payments() {
        return payments.get();
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
