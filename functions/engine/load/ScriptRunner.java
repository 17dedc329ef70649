package engine.load;

import base.Failure;
import engine.format.DefinerRule;
import engine.format.EventStatus;
import engine.format.Lexer;
import engine.format.ObjectDefinition.Kind;
import engine.format.ScriptObjects;
import engine.format.Sql;
import engine.format.SqlModes;
import engine.format.Token;
import engine.mysql.Session;
import engine.stored.SealedDump;
import engine.stored.StoredView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Runs the scripts of a dump on the target, fitted to it: in its schemas, for the wanted definer, events at
/// rest. Every script may run again.
final class ScriptRunner {
    private final Session session;
    private final UnaryOperator<String> place;
    private final DefinerRule definers;
    private final boolean rehearsing;
    private final List<Finding> findings = new ArrayList<>();

    /// `place` gives the schema in which the objects of one of the dump's are made. In a rehearsal nothing is
    /// remembered of them.
    ScriptRunner(Session session, UnaryOperator<String> place, DefinerRule definers, boolean rehearsing) {
        this.session = session;
        this.place = place;
        this.definers = definers;
        this.rehearsing = rehearsing;
        // Scripts save these and set them back, which NULL would not survive everywhere.
        session.execute("speak UTF-8", "SET NAMES utf8mb4");
    }

    /// Makes everything that is no table. Stand-ins for all views come first, since views stand on views, and
    /// routines may stand on any.
    void runAll(SealedDump dump) {
        dump.views().forEach(view -> run(view.schema(), view.standIn()));
        dump.schemas().forEach(schema -> run(schema.name(), schema.script()));
        makeViews(dump.views().toList());
        dump.tables().forEach(table -> run(table.schema(), table.triggers()));
    }

    /// A view with a CHECK OPTION cannot stand on a stand-in, so views that are refused are tried again when
    /// others are made.
    private void makeViews(List<StoredView> views) {
        var left = views;
        while (!left.isEmpty()) {
            var refused = new ArrayList<StoredView>();
            Optional<Failure> last = Optional.empty();
            for (var view : left) {
                try {
                    run(view.schema(), view.script());
                } catch (Failure failure) {
                    last = Optional.of(failure);
                    refused.add(view);
                    run(view.schema(), view.standIn());
                }
            }
            if (refused.size() == left.size()) {
                throw last.orElseThrow();
            }
            left = refused;
        }
    }

    /// Runs statements of a schema's script. The schema itself and its tables are made elsewhere.
    private void run(String schema, List<String> statements) {
        session.execute("use " + schema, "USE " + Sql.identifier(place.apply(schema)));
        for (String statement : statements) {
            var made = ScriptObjects.kindMade(statement);
            if (made.isEmpty()) {
                fitted(schema, statement).ifPresent(sql -> session.execute("run a script of " + schema, sql));
            } else if (made.get() != Kind.DATABASE && made.get() != Kind.TABLE) {
                make(schema, made.get(), statement);
            }
        }
    }

    /// What went otherwise than in the dump.
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    private void make(String schema, Kind kind, String statement) {
        var object = ScriptObjects.of(schema, List.of(statement)).getFirst();
        String label = object.key().label();
        String sql = definers.apply(statement);
        session.execute("make the " + label, kind == Kind.EVENT ? EventStatus.disabled(sql) : sql);
        boolean isRoutine = kind == Kind.FUNCTION || kind == Kind.PROCEDURE;
        if (isRoutine && definers instanceof DefinerRule.Invoker) {
            session.execute(
                    "let the " + label + " run as its caller",
                    "ALTER " + kind + " " + Sql.identifier(object.name()) + " SQL SECURITY INVOKER");
        }
        if (kind == Kind.EVENT && !rehearsing) {
            arrived(schema, object.name(), label, statement);
        }
    }

    /// The server makes no event whose time is over; the others wait for the site to open.
    private void arrived(String schema, String name, String label, String statement) {
        String live = place.apply(schema);
        boolean isThere = session.first(
                        "look for the " + label,
                        "SELECT 1 FROM information_schema.EVENTS WHERE EVENT_SCHEMA = " + Sql.string(live)
                                + " AND EVENT_NAME = " + Sql.string(name),
                        row -> true)
                .orElse(false);
        if (!isThere) {
            findings.add(Finding.differs(label, "its time is over, so the target does not make it"));
        } else if (EventStatus.isEnabled(statement)) {
            Ledger.rememberEvent(session, live, name);
        }
    }

    /// A statement that makes nothing, as it is right for the target; nothing if it is not needed there.
    private Optional<String> fitted(String schema, String statement) {
        var tokens = Lexer.tokens(statement).stream()
                .filter(token -> token.kind() != Token.Kind.VERSION)
                .toList();
        if (tokens.isEmpty() || tokens.getFirst().is("USE")) {
            return Optional.empty();
        }
        if (tokens.getFirst().is("ALTER") && tokens.get(1).is("DATABASE")) {
            String collation = tokens.getLast().name();
            return Optional.of("ALTER DATABASE " + Sql.identifier(place.apply(schema)) + " COLLATE " + collation);
        }
        return Optional.of(tokens.getFirst().is("SET") ? setting(statement, tokens) : statement);
    }

    /// Scripts are UTF-8, whatever the client spoke that once made the object; and modes that are gone must not
    /// be set.
    private static String setting(String statement, List<Token> tokens) {
        for (int i = 1; i + 2 < tokens.size(); i++) {
            var value = tokens.get(i + 2);
            boolean isValue = tokens.get(i + 1).isSymbol('=') && !value.isSymbol('@');
            boolean isClient =
                    tokens.get(i).is("character_set_client") || tokens.get(i).is("character_set_results");
            if (isValue && isClient && !bare(value).startsWith("utf8")) {
                return replaced(statement, value, "utf8mb4");
            }
            if (isValue && tokens.get(i).is("sql_mode")) {
                return replaced(statement, value, Sql.string(SqlModes.current(bare(value))));
            }
        }
        return statement;
    }

    private static String bare(Token token) {
        return token.text().replace("'", "");
    }

    private static String replaced(String statement, Token token, String by) {
        return statement.substring(0, token.start()) + by + statement.substring(token.end());
    }
}
