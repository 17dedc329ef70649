package engine.format;

import java.util.List;
import java.util.function.BinaryOperator;

/// One item between the parentheses of CREATE TABLE, with its own text and tokens. `name` is that of the column
/// or key, or empty.
public record TableItem(Kind kind, String name, String text, List<Token> tokens) {

    public enum Kind {
        COLUMN,
        PRIMARY_KEY,
        UNIQUE_KEY,
        KEY,
        FULLTEXT_KEY,
        SPATIAL_KEY,
        FOREIGN_KEY,
        CHECK
    }

    static TableItem of(String statement, List<Token> tokens) {
        String text =
                statement.substring(tokens.getFirst().start(), tokens.getLast().end());
        var kind = kind(tokens);
        return new TableItem(kind, name(kind, tokens), text, List.copyOf(tokens));
    }

    private static Kind kind(List<Token> tokens) {
        var first = tokens.getFirst();
        if (first.kind() == Token.Kind.NAME) {
            return Kind.COLUMN;
        }
        if (first.is("PRIMARY")) {
            return Kind.PRIMARY_KEY;
        }
        if (first.is("UNIQUE")) {
            return Kind.UNIQUE_KEY;
        }
        if (first.is("FULLTEXT")) {
            return Kind.FULLTEXT_KEY;
        }
        if (first.is("SPATIAL")) {
            return Kind.SPATIAL_KEY;
        }
        if (first.is("KEY") || first.is("INDEX")) {
            return Kind.KEY;
        }
        return tokens.stream().anyMatch(token -> token.is("FOREIGN")) ? Kind.FOREIGN_KEY : Kind.CHECK;
    }

    private static String name(Kind kind, List<Token> tokens) {
        return kind == Kind.PRIMARY_KEY
                ? "PRIMARY"
                : tokens.stream()
                        .filter(token -> token.kind() == Token.Kind.NAME)
                        .findFirst()
                        .map(Token::name)
                        .orElse("");
    }

    /// A secondary key of any kind.
    public boolean isKey() {
        return switch (kind) {
            case UNIQUE_KEY, KEY, FULLTEXT_KEY, SPATIAL_KEY -> true;
            case COLUMN, PRIMARY_KEY, FOREIGN_KEY, CHECK -> false;
        };
    }

    /// A key over whole columns or prefixes of them, not over expressions or places.
    boolean isPlainKey() {
        boolean overExpression = false;
        for (int i = 1; i < tokens.size(); i++) {
            overExpression |= tokens.get(i).isSymbol('(')
                    && (tokens.get(i - 1).isSymbol('(') || tokens.get(i - 1).isSymbol(','));
        }
        return kind != Kind.SPATIAL_KEY && !overExpression;
    }

    boolean isAutoIncrement() {
        return tokens.stream().anyMatch(token -> token.is("AUTO_INCREMENT"));
    }

    /// The first column of a key.
    String firstColumn() {
        return tokens.stream()
                .dropWhile(token -> !token.isSymbol('('))
                .skip(1)
                .findFirst()
                .map(Token::name)
                .orElse("");
    }

    /// The text with the parent of a foreign key qualified, see {@link CreateTable#sql}.
    public String text(BinaryOperator<String> place) {
        if (kind != Kind.FOREIGN_KEY) {
            return text;
        }
        int references = 0;
        while (!tokens.get(references).is("REFERENCES")) {
            references++;
        }
        var first = tokens.get(references + 1);
        boolean isQualified = tokens.get(references + 2).isSymbol('.');
        var last = isQualified ? tokens.get(references + 3) : first;
        String parent = Sql.identifier(place.apply(isQualified ? first.name() : "", last.name()), last.name());
        int from = tokens.getFirst().start();
        return text.substring(0, first.start() - from) + parent + text.substring(last.end() - from);
    }
}
