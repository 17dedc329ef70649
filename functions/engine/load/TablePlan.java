package engine.load;

import engine.format.CreateTable;
import engine.format.TableItem;
import engine.stored.StoredTable;
import java.util.List;

/// How one table is made on the target. `create` is its definition there, `later` are the keys that are built
/// when the rows are in.
record TablePlan(StoredTable table, CreateTable create, List<TableItem> later) {
    /// Below this many bytes, keys that are built later save nothing.
    private static final long WORTH_IT = 8_000_000;

    static TablePlan of(StoredTable table, Target target) {
        var create = target.hasEngine(table.create().engine())
                ? table.create()
                : table.create().withEngine("InnoDB");
        boolean isWorthIt = table.bytes() >= WORTH_IT && create.engine().equalsIgnoreCase("InnoDB");
        return new TablePlan(table, create, isWorthIt ? create.deferrableKeys() : List.of());
    }

    /// Whether a transaction that is not committed leaves no rows behind.
    boolean isTransactional() {
        return create.engine().equalsIgnoreCase("InnoDB");
    }

    List<TableItem> foreignKeys() {
        return create.items(TableItem.Kind.FOREIGN_KEY);
    }

    /// What the table is made with at first.
    boolean isFirst(TableItem item) {
        return item.kind() != TableItem.Kind.FOREIGN_KEY && !later.contains(item);
    }
}
