package engine.format;

import base.CorruptionFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/// A CREATE TABLE statement as SHOW CREATE TABLE writes it, taken apart into its items (columns, keys,
/// constraints), so that some of them can be made later. `tail` is what follows the closing parenthesis.
public record CreateTable(String name, List<TableItem> items, String tail) {

    /// Takes a statement apart. One that is none is a {@link CorruptionFailure} that names `what`.
    public static CreateTable parse(String statement, String what) {
        var tokens = Lexer.tokens(statement);
        int open = indexOf(tokens, token -> token.isSymbol('('));
        if (open < 3
                || !tokens.get(0).is("CREATE")
                || tokens.stream().limit(open).noneMatch(t -> t.is("TABLE"))) {
            throw new CorruptionFailure(
                    what + " is not a CREATE TABLE statement", "Use another backup and keep this one aside.");
        }
        var items = new ArrayList<TableItem>();
        int depth = 0;
        int start = open + 1;
        for (int i = open; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0 || depth == 1 && token.isSymbol(',')) {
                items.add(TableItem.of(statement, tokens.subList(start, i)));
                start = i + 1;
            }
            if (depth == 0) {
                String name = tokens.get(open - 1).name();
                return new CreateTable(
                        name,
                        List.copyOf(items),
                        statement.substring(token.end()).strip());
            }
        }
        throw new CorruptionFailure(what + " is cut off", "Use another backup and keep this one aside.");
    }

    private static int indexOf(List<Token> tokens, Predicate<Token> wanted) {
        for (int i = 0; i < tokens.size(); i++) {
            if (wanted.test(tokens.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /// The statement for a schema, with only some of the items. Harmless where the table exists. `place` gives the
    /// schema of the parent of a foreign key, by the schema that the key names (empty for the table's own) and
    /// the parent.
    public String sql(String schema, Predicate<TableItem> wanted, BinaryOperator<String> place) {
        var texts = items.stream().filter(wanted).map(item -> item.text(place)).toList();
        return "CREATE TABLE IF NOT EXISTS " + Sql.identifier(schema, name) + " (\n  " + String.join(",\n  ", texts)
                + "\n) " + keptTail();
    }

    /// ARCHIVE takes no explicit ids below the counter that its table was made with.
    private String keptTail() {
        return engine().equalsIgnoreCase("ARCHIVE") ? tail.replaceFirst("(?i) AUTO_INCREMENT=\\d+", "") : tail;
    }

    /// The storage engine that the statement names, or an empty text.
    public String engine() {
        return option("ENGINE").orElse("");
    }

    /// The same table in another engine.
    public CreateTable withEngine(String engine) {
        return new CreateTable(
                name,
                items,
                tail.replaceFirst("(?i)ENGINE=\\w+", "ENGINE=" + engine).replaceFirst("(?i) ROW_FORMAT=\\w+", ""));
    }

    /// The counter that the next generated id is taken from, if the statement states one.
    public Optional<String> autoIncrement() {
        return option("AUTO_INCREMENT");
    }

    private Optional<String> option(String option) {
        var tokens = Lexer.tokens(tail);
        int at = indexOf(tokens, token -> token.is(option));
        return at < 0 || at + 2 >= tokens.size()
                ? Optional.empty()
                : Optional.of(tokens.get(at + 2).name());
    }

    /// Whether the rows are spread over partitions.
    public boolean isPartitioned() {
        return indexOf(Lexer.tokens(tail), token -> token.is("PARTITION")) >= 0;
    }

    public List<TableItem> items(TableItem.Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }

    /// Whether ids are generated for a column that is not the first of any key, as MyISAM lets it.
    public boolean counterIsNotFirst() {
        return items(TableItem.Kind.COLUMN).stream()
                .filter(TableItem::isAutoIncrement)
                .anyMatch(column -> items.stream()
                        .filter(item -> item.isKey() || item.kind() == TableItem.Kind.PRIMARY_KEY)
                        .noneMatch(key -> key.firstColumn().equals(column.name())));
    }

    /// Keys that can be built after the rows are in, with the same outcome: those over plain columns. None if
    /// the counter of the table needs a secondary key, since the order of keys would change.
    public List<TableItem> deferrableKeys() {
        boolean counterNeedsKey = items(TableItem.Kind.COLUMN).stream()
                .filter(TableItem::isAutoIncrement)
                .anyMatch(column -> items(TableItem.Kind.PRIMARY_KEY).stream()
                        .noneMatch(key -> key.firstColumn().equals(column.name())));
        boolean allPlain = items.stream().allMatch(item -> !item.isKey() || item.isPlainKey());
        return counterNeedsKey || !allPlain
                ? List.of()
                : items.stream().filter(TableItem::isKey).toList();
    }
}
