package engine.load;

import static java.util.stream.Collectors.joining;

import engine.format.Sql;
import engine.format.TableItem;
import engine.mysql.Session;
import engine.verify.Places;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// Makes tables, and the keys that were left for later. Everything may run again: what is there already is
/// left alone.
final class TableMaker {
    private final Places places;
    private final Set<String> tables;

    /// `tables` are those of the dump, as `schema.table`.
    TableMaker(Places places, Set<String> tables) {
        this.places = places;
        this.tables = tables;
    }

    /// Where the parent of a foreign key is: beside, with the table, or where the application would make it if it
    /// is not in the dump.
    private BinaryOperator<String> parents(TablePlan plan) {
        return (named, parent) -> {
            String schema = named.isEmpty() ? plan.table().schema() : named;
            return tables.contains(schema + "." + parent) ? places.work(schema) : places.live(schema);
        };
    }

    void create(Session session, TablePlan plan) {
        String schema = places.work(plan.table().schema());
        session.execute(
                "make the table " + plan.table().label(), plan.create().sql(schema, plan::isFirst, parents(plan)));
    }

    void drop(Session session, TablePlan plan) {
        session.execute("drop the table " + plan.table().label(), "DROP TABLE IF EXISTS " + name(plan));
    }

    /// Builds the keys that were left for later, all in one pass over the table, and its statistics.
    void finish(Session session, TablePlan plan) {
        var missing = missingKeys(session, plan);
        var plain = missing.stream()
                .filter(key -> key.kind() != TableItem.Kind.FULLTEXT_KEY)
                .toList();
        if (!plain.isEmpty()) {
            add(session, plan, plain);
        }
        missing.stream()
                .filter(key -> key.kind() == TableItem.Kind.FULLTEXT_KEY)
                .forEach(key -> add(session, plan, List.of(key)));
        if (plan.isTransactional()) {
            analyze(session, plan);
        }
    }

    private List<TableItem> missingKeys(Session session, TablePlan plan) {
        if (plan.later().isEmpty()) {
            return List.of();
        }
        Set<String> there = names(
                session,
                "SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = "
                        + Sql.string(places.work(plan.table().schema())) + " AND TABLE_NAME = "
                        + Sql.string(places.live(plan.create().name())));
        return plan.later().stream()
                .filter(key -> !there.contains(key.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private void add(Session session, TablePlan plan, List<TableItem> items) {
        session.execute(
                "build the keys of " + plan.table().label(),
                "ALTER TABLE " + name(plan) + " "
                        + items.stream()
                                .map(item -> "ADD " + item.text(parents(plan)))
                                .collect(joining(", ")));
    }

    /// Right plans from the first query on; histograms as they were on the source.
    private void analyze(Session session, TablePlan plan) {
        session.query("analyze " + plan.table().label(), "ANALYZE TABLE " + name(plan), row -> row.text(4));
        plan.table()
                .histograms()
                .forEach((column, buckets) -> session.query(
                        "make a histogram of " + plan.table().label(),
                        "ANALYZE TABLE " + name(plan) + " UPDATE HISTOGRAM ON " + Sql.identifier(column) + " WITH "
                                + buckets + " BUCKETS",
                        row -> row.text(4)));
    }

    /// Adds the foreign keys, unchecked, as all of the rows come from where they were checked.
    void addForeignKeys(Session session, TablePlan plan) {
        Set<String> there = names(
                session,
                "SELECT CONSTRAINT_NAME FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_TYPE = 'FOREIGN KEY'"
                        + " AND TABLE_SCHEMA = "
                        + Sql.string(places.work(plan.table().schema()))
                        + " AND TABLE_NAME = "
                        + Sql.string(places.live(plan.create().name())));
        var missing = plan.foreignKeys().stream()
                .filter(key -> !there.contains(key.name().toLowerCase(Locale.ROOT)))
                .toList();
        if (!missing.isEmpty()) {
            add(session, plan, missing);
        }
    }

    private static Set<String> names(Session session, String sql) {
        return session.query("look at a table", sql, row -> row.text(1).toLowerCase(Locale.ROOT)).stream()
                .collect(Collectors.toSet());
    }

    private String name(TablePlan plan) {
        return Sql.identifier(places.work(plan.table().schema()), plan.create().name());
    }
}
