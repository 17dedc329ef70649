package engine.format;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Statements in a form in which two that make the same object are equal: spaces, parts for certain versions,
/// IF NOT EXISTS, and what is no part of the definition (a table's counter, whether an event is enabled) count
/// for nothing.
public final class CanonicalSql {
    private static final Set<String> HEADERS = Set.of("CREATE", "DATABASE", "TABLE", "VIEW");

    private CanonicalSql() {}

    /// The form of a statement, without its definer. `anySecurity` also leaves out as whom it runs.
    public static String of(ObjectDefinition.Kind kind, String statement, boolean anySecurity) {
        var tokens = new ArrayList<>(ScriptObjects.withoutVersions(statement));
        dropIfNotExists(tokens);
        tokens.removeAll(List.copyOf(DefinerRule.definer(tokens)));
        if (anySecurity) {
            drop(tokens, 3, "SQL", "SECURITY");
        }
        switch (kind) {
            case TABLE -> {
                dropAssignment(tokens, "AUTO_INCREMENT");
                dropImpliedCharsets(tokens);
            }
            case EVENT -> dropStatus(tokens);
            case DATABASE, VIEW, FUNCTION, PROCEDURE, TRIGGER -> dropQualifier(tokens, kind);
        }
        return tokens.stream().map(CanonicalSql::text).collect(joining(" "));
    }

    /// The same with quoted names in lower case, as servers keep them that do not tell them apart. Texts stay.
    public static String withLowerNames(String canonical) {
        return Lexer.tokens(canonical).stream()
                .map(token -> token.kind() == Token.Kind.NAME
                        ? token.text().toLowerCase(java.util.Locale.ROOT)
                        : token.text())
                .collect(joining(" "));
    }

    /// Words that the server itself writes in either case.
    private static String text(Token token) {
        String upper = token.text().toUpperCase(java.util.Locale.ROOT);
        return token.kind() == Token.Kind.WORD && HEADERS.contains(upper) ? upper : token.text();
    }

    /// Drops tokens from where these two stand before the body.
    private static void drop(List<Token> tokens, int count, String first, String second) {
        for (int i = 0; i + count < tokens.size() && !tokens.get(i).is("BEGIN"); i++) {
            if (tokens.get(i).is(first) && tokens.get(i + 1).text().equalsIgnoreCase(second)) {
                tokens.subList(i, i + count).clear();
                return;
            }
        }
    }

    private static void dropIfNotExists(List<Token> tokens) {
        for (int i = 0; i + 2 < Math.min(tokens.size(), 30); i++) {
            if (tokens.get(i).is("IF")
                    && tokens.get(i + 1).is("NOT")
                    && tokens.get(i + 2).is("EXISTS")) {
                tokens.subList(i, i + 3).clear();
                return;
            }
        }
    }

    /// Drops an option of the table. Options stand between the items and the partitions.
    private static void dropAssignment(List<Token> tokens, String option) {
        int depth = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol('(') ? 1 : tokens.get(i).isSymbol(')') ? -1 : 0;
            if (depth == 0 && tokens.get(i).is(option) && tokens.get(i + 1).isSymbol('=')) {
                tokens.subList(i, i + 3).clear();
                return;
            }
        }
    }

    /// `CHARACTER SET x COLLATE x_y` says no more than `COLLATE x_y`; the server shows the one or the other.
    private static void dropImpliedCharsets(List<Token> tokens) {
        for (int i = tokens.size() - 4; i > 0; i--) {
            if (tokens.get(i).is("CHARACTER")
                    && tokens.get(i + 1).is("SET")
                    && tokens.get(i + 3).is("COLLATE")) {
                tokens.subList(i, i + 3).clear();
            }
        }
    }

    private static void dropStatus(List<Token> tokens) {
        for (int i = 0; i < tokens.size() && !tokens.get(i).is("DO"); i++) {
            if (tokens.get(i).is("ENABLE") || tokens.get(i).is("DISABLE")) {
                tokens.remove(i);
                if (tokens.get(i).is("ON")
                        && (tokens.get(i + 1).is("SLAVE") || tokens.get(i + 1).is("REPLICA"))) {
                    tokens.subList(i, i + 2).clear();
                }
                return;
            }
        }
    }

    /// `TRIGGER shop.t` is `TRIGGER t` to whoever uses the schema.
    private static void dropQualifier(List<Token> tokens, ObjectDefinition.Kind kind) {
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (tokens.get(i).is(kind.name())) {
                if (tokens.get(i + 2).isSymbol('.')) {
                    tokens.subList(i + 1, i + 3).clear();
                }
                return;
            }
        }
    }
}
