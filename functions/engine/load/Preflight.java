package engine.load;

import engine.format.CreateTable;
import engine.format.DefinerRule;
import engine.format.Lexer;
import engine.format.Note;
import engine.format.ObjectDefinition;
import engine.format.ScriptObjects;
import engine.format.TableItem;
import engine.format.Token;
import engine.stored.SealedDump;
import engine.stored.StoredTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Tells object by object what of a dump will not survive the move to a server, before anything is moved.
final class Preflight {
    private static final List<String> NEEDED = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "ALTER",
            "INDEX",
            "REFERENCES",
            "CREATE VIEW",
            "SHOW VIEW",
            "TRIGGER",
            "CREATE ROUTINE",
            "ALTER ROUTINE",
            "EVENT");
    private static final Set<String> TRUSTED = Set.of("DETERMINISTIC", "NO", "READS");
    private static final String GIPK = "sql_generate_invisible_primary_key";

    private final SealedDump dump;
    private final Target target;
    private final DefinerRule definers;
    private final boolean users;
    private final List<Finding> findings = new ArrayList<>();

    private Preflight(SealedDump dump, Target target, DefinerRule definers, boolean users) {
        this.dump = dump;
        this.target = target;
        this.definers = definers;
        this.users = users;
    }

    static List<Finding> check(SealedDump dump, Target target, DefinerRule definers, boolean users) {
        var preflight = new Preflight(dump, target, definers, users);
        preflight.server();
        preflight.names();
        dump.tables().forEach(preflight::table);
        dump.schemas().forEach(schema -> preflight.programs(schema.name(), schema.script()));
        dump.tables().forEach(table -> preflight.programs(table.schema(), table.triggers()));
        dump.views().forEach(view -> preflight.programs(view.schema(), view.script()));
        preflight.notes();
        return preflight.findings;
    }

    private void blocks(String object, String text, String hint) {
        findings.add(Finding.blocks(object, text, hint));
    }

    private void differs(String object, String text) {
        findings.add(Finding.differs(object, text));
    }

    private void server() {
        if (!dump.utc()) {
            blocks(
                    "dump",
                    "its TIMESTAMPs are in the zone of the server that it was made of (tzUtc is false)",
                    "Load it with MySQL Shell, or dump again with tzUtc.");
        }
        if (!target.isOn("local_infile")) {
            blocks(
                    "server",
                    "local_infile is OFF, so no rows can be sent",
                    "Set the server parameter local_infile to ON.");
        }
        for (String schema : dump.schemaNames()) {
            var missing = NEEDED.stream()
                    .filter(privilege -> !target.account().may(schema, privilege))
                    .toList();
            if (!missing.isEmpty()) {
                blocks(
                        "schema " + schema,
                        "the account lacks " + String.join(", ", missing) + " on it",
                        "Grant them to " + target.account().name() + ".");
            }
        }
        if (isOlder(target.server().version(), dump.serverVersion())) {
            differs(
                    "server",
                    "version " + target.server().version() + " is older than " + dump.serverVersion()
                            + "; what only the newer one knows fails");
        }
    }

    private static boolean isOlder(String version, String than) {
        return number(version) < number(than);
    }

    /// Major and minor version as one number.
    private static long number(String version) {
        String[] parts = version.split("[^0-9]+", 3);
        return parts.length < 2 || parts[0].isEmpty() ? 0 : Long.parseLong(parts[0]) * 1_000 + Long.parseLong(parts[1]);
    }

    private void names() {
        if (!target.lowersNames()) {
            return;
        }
        twins("schema ", dump.schemaNames().stream());
        for (var schema : dump.schemas()) {
            twins(
                    "table " + schema.name() + ".",
                    Stream.concat(
                            schema.tables().stream().map(StoredTable::name),
                            schema.views().stream().map(view -> view.name())));
        }
    }

    /// Of two names that differ only in case, the later would replace the earlier without an error.
    private void twins(String kind, Stream<String> names) {
        Map<String, String> seen = new HashMap<>();
        names.forEach(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            String twin = seen.putIfAbsent(lower, name);
            if (twin != null) {
                blocks(
                        kind + name,
                        "differs from " + twin + " only in case, which the target does not tell apart",
                        "Rename one of them on the source, or use a target with lower_case_table_names=0.");
            } else if (!lower.equals(name)) {
                differs(kind + name, "will be named " + lower + " (lower_case_table_names)");
            }
        });
    }

    private void table(StoredTable table) {
        String object = "table " + table.label();
        if (table.primaryKey().isEmpty()) {
            withoutKey(table, object);
        }
        if (table.longestBinary() > target.packetMax()) {
            blocks(
                    object,
                    "a value of " + table.longestBinary() + " bytes is more than the target's max_allowed_packet of "
                            + target.packetMax(),
                    "Raise max_allowed_packet on the target.");
        }
        engine(table.create(), object);
        table.create().items(TableItem.Kind.COLUMN).forEach(column -> column(column, object));
        collations(table.create(), object);
    }

    private void withoutKey(StoredTable table, String object) {
        if (target.insistsOn("sql_require_primary_key")) {
            blocks(
                    object,
                    "has no primary key, which the target requires",
                    "Set sql_require_primary_key to OFF there, or grant SESSION_VARIABLES_ADMIN to the account.");
        } else if (target.insistsOn(GIPK)) {
            blocks(
                    object,
                    table.create().isPartitioned()
                            ? "has partitions and no primary key; the target would add one, and cannot"
                            : "has no primary key; the target would add an invisible one",
                    "Set " + GIPK + " to OFF there, or grant SESSION_VARIABLES_ADMIN to the account.");
        }
    }

    private void engine(CreateTable create, String object) {
        if (!target.hasEngine(create.engine())) {
            differs(object, "engine " + create.engine() + " is not there; it becomes an InnoDB table");
            if (create.counterIsNotFirst()) {
                blocks(
                        object,
                        "its counter is not the first column of a key, which InnoDB demands",
                        "Add a key on it on the source.");
            }
        }
        if (create.engine().equalsIgnoreCase("ARCHIVE")
                && create.autoIncrement().isPresent()) {
            differs(object, "its counter goes on after the largest id: ARCHIVE takes no id below its counter");
        }
    }

    private void column(TableItem column, String object) {
        var tokens = column.tokens();
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("SRID")
                    && !target.spatialSystems()
                            .contains(Long.valueOf(tokens.get(i + 1).text()))) {
                blocks(
                        object + "." + column.name(),
                        "the target has no spatial system " + tokens.get(i + 1).text(),
                        "Make it there with CREATE SPATIAL REFERENCE SYSTEM, as it is on the source.");
            }
        }
        if (tokens.get(1).is("vector") && !target.server().isMySqlFrom(9, 0, 0)) {
            blocks(object + "." + column.name(), "the target knows no VECTOR", "Use a target of MySQL 9.");
        }
    }

    private void collations(CreateTable create, String object) {
        var texts =
                new ArrayList<>(create.items().stream().map(TableItem::tokens).toList());
        texts.add(Lexer.tokens(create.tail()));
        texts.stream()
                .flatMap(tokens -> named(tokens).stream())
                .distinct()
                .filter(name -> !target.collations().contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> blocks(
                        object,
                        "the target does not know " + name,
                        "Use a target that knows it, or change the table."));
    }

    /// Character sets and collations that a definition names.
    private static List<String> named(List<Token> tokens) {
        var names = new ArrayList<String>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean isName = tokens.get(i).is("COLLATE")
                    || tokens.get(i).is("CHARSET")
                    || tokens.get(i).is("SET") && i > 0 && tokens.get(i - 1).is("CHARACTER");
            if (isName) {
                int at = tokens.get(i + 1).isSymbol('=') ? i + 2 : i + 1;
                names.add(tokens.get(at).name());
            }
        }
        return names;
    }

    private void programs(String schema, List<String> script) {
        for (var object : ScriptObjects.of(schema, script)) {
            switch (object.kind()) {
                case DATABASE, TABLE -> {}
                case VIEW, PROCEDURE, EVENT -> definer(object);
                case FUNCTION, TRIGGER -> {
                    definer(object);
                    trust(object);
                }
            }
        }
    }

    private void definer(ObjectDefinition object) {
        String definer = DefinerRule.definerOf(definers.apply(object.statement()));
        boolean isUs = definer.isEmpty() || definer.equals(target.account().name());
        String label = object.key().label();
        if (!isUs && !target.mayDefineForOthers()) {
            blocks(
                    label,
                    "runs as " + definer + ", and the account may make objects for itself only",
                    "Restore with --definer invoker, or --definer "
                            + target.account().name() + ".");
        } else if (!isUs
                && !users
                && !target.accounts().isEmpty()
                && !target.accounts().contains(definer)) {
            ghost(label, definer);
        }
    }

    private void ghost(String label, String definer) {
        boolean isRefused = target.server().isMySqlFrom(8, 2, 0)
                && !target.account().may("ALLOW_NONEXISTENT_DEFINER")
                && !target.account().may("SUPER");
        if (isRefused) {
            blocks(
                    label,
                    "its definer " + definer + " does not exist there, and the account may not make objects of nobody",
                    "Make the account there first, restore with --users, or choose another --definer.");
        } else {
            differs(label, "its definer " + definer + " does not exist there; it fails until the account is made");
        }
    }

    /// With a binary log the server makes functions and triggers only for those it trusts.
    private void trust(ObjectDefinition object) {
        if (!target.isOn("log_bin") || target.isOn("log_bin_trust_function_creators")) {
            return;
        }
        boolean isMighty = target.account().may("SUPER");
        boolean isDeclared = object.kind() == ObjectDefinition.Kind.TRIGGER
                || Lexer.tokens(object.statement()).stream()
                        .takeWhile(token -> !token.is("BEGIN"))
                        .anyMatch(token -> TRUSTED.contains(token.text().toUpperCase(Locale.ROOT)));
        if (!isMighty || !isDeclared) {
            blocks(
                    object.key().label(),
                    "the target has a binary log and does not trust who makes it",
                    "Set log_bin_trust_function_creators to ON on the target.");
        }
    }

    private void notes() {
        dump.manifest().stream()
                .flatMap(manifest -> manifest.notes().stream())
                .filter(note -> note.kind() == Note.Kind.NOT_KEPT || note.kind() == Note.Kind.INVALID_VIEW)
                .forEach(note -> differs(note.object(), note.text()));
    }
}
