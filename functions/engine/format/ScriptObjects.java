package engine.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the objects that a script makes, with the settings in force where it makes them.
public final class ScriptObjects {
    private final String schema;
    private final Map<String, String> settings = new HashMap<>();
    private final List<ObjectDefinition> found = new ArrayList<>();
    private String databaseCollation = "";

    private ScriptObjects(String schema) {
        this.schema = schema;
    }

    /// The objects that statements of a script of `schema` make.
    public static List<ObjectDefinition> of(String schema, List<String> statements) {
        var objects = new ScriptObjects(schema);
        statements.forEach(objects::look);
        return objects.found;
    }

    /// The kind of object that a statement makes, if it makes one.
    public static Optional<ObjectDefinition.Kind> kindMade(String statement) {
        var tokens = withoutVersions(statement);
        return tokens.isEmpty() || !tokens.getFirst().is("CREATE")
                ? Optional.empty()
                : Optional.ofNullable(tokens.get(kindAt(tokens))).flatMap(ScriptObjects::kind);
    }

    private void look(String statement) {
        var tokens = withoutVersions(statement);
        if (tokens.isEmpty()) {
            return;
        }
        if (tokens.getFirst().is("SET")) {
            set(tokens);
        } else if (tokens.getFirst().is("ALTER") && tokens.get(1).is("DATABASE")) {
            // The second one sets it back.
            databaseCollation = databaseCollation.isEmpty() ? tokens.getLast().name() : "";
        } else if (tokens.getFirst().is("CREATE")) {
            int at = kindAt(tokens);
            kind(tokens.get(at)).ifPresent(kind -> found.add(definition(kind, tokens, at, statement)));
        }
    }

    private ObjectDefinition definition(ObjectDefinition.Kind kind, List<Token> tokens, int kindAt, String statement) {
        int at = kindAt + 1;
        if (tokens.get(at).is("IF")) {
            at += 3;
        }
        if (at + 2 < tokens.size() && tokens.get(at + 1).isSymbol('.')) {
            at += 2;
        }
        return new ObjectDefinition(kind, schema, tokens.get(at).name(), statement, context(kind));
    }

    private String context(ObjectDefinition.Kind kind) {
        return switch (kind) {
            case DATABASE, TABLE -> "";
            case VIEW -> context("", "", "");
            case FUNCTION, PROCEDURE, TRIGGER -> context(setting("sql_mode"), databaseCollation, "");
            case EVENT -> context(setting("sql_mode"), databaseCollation, setting("time_zone"));
        };
    }

    private String context(String sqlMode, String collation, String timeZone) {
        return ObjectDefinition.context(
                new StoredProgram.Context(
                        sqlMode, setting("character_set_client"), setting("collation_connection"), collation, timeZone),
                "");
    }

    private String setting(String name) {
        return settings.getOrDefault(name, "");
    }

    /// `SET a = 'x', b = y`. What was saved in a variable before is set back afterwards and tells nothing.
    private void set(List<Token> tokens) {
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean isAssignment =
                    tokens.get(i + 1).isSymbol('=') && !tokens.get(i - 1).isSymbol('@');
            if (isAssignment && !tokens.get(i + 2).isSymbol('@')) {
                String value = tokens.get(i + 2).text();
                boolean isQuoted = tokens.get(i + 2).kind() == Token.Kind.STRING;
                settings.put(
                        tokens.get(i).text().toLowerCase(java.util.Locale.ROOT),
                        isQuoted ? value.substring(1, value.length() - 1) : value);
            }
        }
    }

    private static int kindAt(List<Token> tokens) {
        for (int i = 1; i < tokens.size() - 1; i++) {
            if (kind(tokens.get(i)).isPresent()) {
                return i;
            }
        }
        return 0;
    }

    private static Optional<ObjectDefinition.Kind> kind(Token token) {
        return Arrays.stream(ObjectDefinition.Kind.values())
                .filter(kind -> token.is(kind.name()))
                .findFirst();
    }

    static List<Token> withoutVersions(String statement) {
        return Lexer.tokens(statement).stream()
                .filter(token -> token.kind() != Token.Kind.VERSION)
                .toList();
    }
}
