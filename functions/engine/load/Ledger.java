package engine.load;

import base.RefusedFailure;
import base.TransientFailure;
import engine.format.ContentHash;
import engine.format.Sql;
import engine.mysql.Session;
import engine.verify.Places;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a restore remembers on the target itself, in the schema `lifeboat__restore`: which backup it is about,
/// how far each file is loaded, and which events to enable one day. Rows and the note that they are loaded are
/// committed together, so that after a crash no row is missing and none is there twice, with or without a key.
public final class Ledger {
    static final String SCHEMA = "lifeboat__restore";
    private static final String RESTORES = SCHEMA + ".restores";
    private static final String FILES = SCHEMA + ".files";
    private static final String EVENTS = SCHEMA + ".events";
    private static final String SITE = SCHEMA + ".site";
    private static final String COLUMNS = "backup, state, beside, target_schemas, verdict, proof";
    private static final String SEPARATOR = "\n";

    private final Session control;

    /// How far a restore is.
    public enum State {
        /// Tables are made and loaded.
        LOADING,
        /// Everything is loaded beside the old data and verified; the change-over has begun.
        CHANGING,
        /// The schemas hold the backup.
        DONE
    }

    /// One restore. `verdict` is empty until there is one. `proof` says that the data is there to be compared
    /// only, and may be removed afterwards.
    public record Restore(
            String backup, State state, boolean beside, List<String> schemas, String verdict, boolean proof) {}

    /// How far a file is loaded: bytes of rows, and the rows.
    record Position(long bytes, ContentHash content, boolean complete) {
        static final Position START = new Position(0, ContentHash.EMPTY, false);
    }

    private Ledger(Session control) {
        this.control = control;
    }

    /// The ledger on a server, as `control` sees it; its tables need not be there.
    public static Ledger on(Session control) {
        return new Ledger(control);
    }

    /// Makes the tables of the ledger, where they are absent.
    void make() {
        String what = "make the ledger of restores";
        control.execute(what, "CREATE DATABASE IF NOT EXISTS " + SCHEMA + " CHARACTER SET utf8mb4");
        control.execute(what, "CREATE TABLE IF NOT EXISTS " + RESTORES + """
                 (backup VARCHAR(255) COLLATE utf8mb4_bin PRIMARY KEY, state VARCHAR(16) NOT NULL,
                beside BOOLEAN NOT NULL, target_schemas TEXT NOT NULL, verdict VARCHAR(16) NOT NULL,
                proof BOOLEAN NOT NULL, started_at DATETIME NOT NULL, changed_at DATETIME NOT NULL) ENGINE=InnoDB""");
        control.execute(what, "CREATE TABLE IF NOT EXISTS " + FILES + """
                 (backup VARCHAR(255) COLLATE utf8mb4_bin, file VARCHAR(255) COLLATE utf8mb4_bin,
                bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, hash_sum BIGINT NOT NULL, complete BOOLEAN NOT NULL,
                PRIMARY KEY (backup, file)) ENGINE=InnoDB""");
        control.execute(what, "CREATE TABLE IF NOT EXISTS " + EVENTS + """
                 (target_schema VARCHAR(64) COLLATE utf8mb4_bin, name VARCHAR(64) COLLATE utf8mb4_bin,
                PRIMARY KEY (target_schema, name)) ENGINE=InnoDB""");
        control.execute(
                what,
                "CREATE TABLE IF NOT EXISTS " + SITE
                        + " (id INT PRIMARY KEY, opened_at DATETIME NOT NULL) ENGINE=InnoDB");
    }

    private boolean hasTable(String name) {
        return control.first(
                        "look for the ledger",
                        "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = " + Sql.string(SCHEMA)
                                + " AND TABLE_NAME = " + Sql.string(name),
                        row -> true)
                .orElse(false);
    }

    /// Every restore that the server remembers; none if it has no ledger.
    public List<Restore> restores() {
        return hasTable("restores")
                ? control.query(
                        "read the ledger",
                        "SELECT " + COLUMNS + " FROM " + RESTORES + " ORDER BY changed_at DESC",
                        row -> new Restore(
                                row.text(1),
                                State.valueOf(row.text(2)),
                                row.number(3) == 1,
                                Arrays.asList(row.text(4).split(SEPARATOR)),
                                row.text(5),
                                row.number(6) == 1))
                : List.of();
    }

    /// The restore of a backup into these schemas that was begun and is not done.
    Optional<Restore> unfinished(String backup, Places places) {
        return restores().stream()
                .filter(restore -> restore.backup().equals(backup) && restore.state() != State.DONE)
                .filter(restore -> restore.schemas().equals(liveNames(places)))
                .findFirst();
    }

    private static List<String> liveNames(Places places) {
        return places.schemas().stream().map(places::live).toList();
    }

    /// Notes that a restore begins. What is known of earlier ones into the same schemas is forgotten.
    void begin(String backup, Places places, boolean proof) {
        for (var other : restores()) {
            boolean isInTheWay = !places.beside() || other.state() != State.DONE;
            if (other.backup().equals(backup) || isInTheWay && overlaps(other, places)) {
                forget(other.backup());
            }
        }
        control.execute(
                "note the restore",
                "INSERT INTO " + RESTORES + " VALUES (" + Sql.string(backup) + ", 'LOADING', " + places.beside() + ", "
                        + Sql.string(String.join(SEPARATOR, liveNames(places)))
                        + ", '', " + proof + ", UTC_TIMESTAMP(), UTC_TIMESTAMP())");
    }

    private static boolean overlaps(Restore restore, Places places) {
        return !Collections.disjoint(restore.schemas(), liveNames(places));
    }

    /// Forgets a restore, so that the next one of this backup starts anew.
    void forget(String backup) {
        String where = " WHERE backup = " + Sql.string(backup);
        control.execute("forget a restore", "DELETE FROM " + FILES + where);
        control.execute("forget a restore", "DELETE FROM " + RESTORES + where);
    }

    /// How far each file is; a file that is not in it was not begun.
    Map<String, Position> positions(String backup) {
        var positions = new HashMap<String, Position>();
        control.query(
                "read how far the files are loaded",
                "SELECT file, bytes, row_count, hash_sum, complete FROM " + FILES + " WHERE backup = "
                        + Sql.string(backup),
                row -> positions.put(
                        row.text(1),
                        new Position(
                                row.number(2), new ContentHash(row.number(3), row.number(4)), row.number(5) == 1)));
        return positions;
    }

    /// Notes, in the transaction that loads the rows, how far a file is now. Fails if somebody else has moved
    /// on meanwhile: then the rows are not committed either.
    static void move(Session session, String backup, String file, Position from, Position to) {
        String key = Sql.string(backup) + ", " + Sql.string(file);
        String sql = from.equals(Position.START)
                ? "INSERT INTO " + FILES + " VALUES (" + key + ", " + to.bytes() + ", "
                        + to.content().rows() + ", " + to.content().sum() + ", " + to.complete() + ")"
                : "UPDATE " + FILES + " SET bytes = " + to.bytes() + ", row_count = "
                        + to.content().rows() + ", hash_sum = " + to.content().sum() + ", complete = " + to.complete()
                        + " WHERE (backup, file) = (" + key + ") AND bytes = " + from.bytes() + " AND NOT complete";
        if (session.update("note how far a file is loaded", sql) != 1) {
            throw new TransientFailure(
                    "somebody else loads the same backup into the same server", "Wait for the other restore.");
        }
    }

    /// Forgets the files of a table, whose rows were taken out again.
    void forgetFiles(String backup, List<String> files) {
        for (String file : files) {
            control.execute(
                    "forget a file",
                    "DELETE FROM " + FILES + " WHERE backup = " + Sql.string(backup) + " AND file = "
                            + Sql.string(file));
        }
    }

    void moveTo(String backup, State state, String verdict) {
        control.execute(
                "note how far the restore is",
                "UPDATE " + RESTORES + " SET state = " + Sql.string(state.name()) + ", verdict = " + Sql.string(verdict)
                        + ", changed_at = UTC_TIMESTAMP() WHERE backup = " + Sql.string(backup));
    }

    /// Notes that a restore is over, and forgets those whose schemas it has taken.
    void finish(String backup, Places places, String verdict) {
        moveTo(backup, State.DONE, verdict);
        control.execute("forget the files", "DELETE FROM " + FILES + " WHERE backup = " + Sql.string(backup));
        for (var other : restores()) {
            if (!other.backup().equals(backup) && overlaps(other, places)) {
                forget(other.backup());
            }
        }
    }

    /// Notes an event that arrives disabled and was enabled on the source.
    static void rememberEvent(Session session, String schema, String name) {
        session.execute(
                "note an event",
                "INSERT IGNORE INTO " + EVENTS + " VALUES (" + Sql.string(schema) + ", " + Sql.string(name) + ")");
    }

    /// Marks the server as the site that people use: from now on no restore touches it.
    void openSite() {
        control.execute("mark the site as open", "INSERT IGNORE INTO " + SITE + " VALUES (1, UTC_TIMESTAMP())");
    }

    /// Takes the verdicts back: what was restored has been written to since.
    void distrust() {
        control.execute("take the verdicts back", "UPDATE " + RESTORES + " SET verdict = '' WHERE state = 'DONE'");
    }

    /// Makes the server a standby again.
    void closeSite() {
        control.execute("mark the site as closed", "DELETE FROM " + SITE);
    }

    /// Since when the server is the site, if it is.
    private Optional<String> siteOpenedAt() {
        return hasTable("site")
                ? control.first("ask whether this is the site", "SELECT opened_at FROM " + SITE, row -> row.text(1))
                : Optional.empty();
    }

    boolean isSiteOpen() {
        return siteOpenedAt().isPresent();
    }

    /// Fails if the server is the site by now.
    void refuseTheOpenSite() {
        siteOpenedAt().ifPresent(time -> {
            throw new RefusedFailure(
                    "the target is the site that people use, since " + time + " UTC",
                    "Restore to another server. When it is a standby again: lifeboat enable-events --standby-again.");
        });
    }

    void forgetEvents(String schema) {
        control.execute("forget events", "DELETE FROM " + EVENTS + " WHERE target_schema = " + Sql.string(schema));
    }

    void forgetEvent(String schema, String name) {
        control.execute(
                "forget an event",
                "DELETE FROM " + EVENTS + " WHERE (target_schema, name) = (" + Sql.string(schema) + ", "
                        + Sql.string(name) + ")");
    }

    /// The events that wait for the site to open, each as schema and name.
    public List<List<String>> events() {
        return control.query(
                "read the events",
                "SELECT target_schema, name FROM " + EVENTS + " ORDER BY 1, 2",
                row -> List.of(row.text(1), row.text(2)));
    }
}
