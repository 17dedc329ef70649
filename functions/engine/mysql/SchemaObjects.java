package engine.mysql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The objects of the schemas to dump, as definitions only: two readings are equal if and only if nothing was
/// defined anew in between. Sizes are apart from it, in {@link TableSize}.
public record SchemaObjects(List<Schema> schemas) {

    public record Schema(
            String name,
            String collation,
            List<Table> tables,
            List<View> views,
            List<Program> programs,
            List<LeftOut> leftOut) {

        /// The triggers of one table, in the order in which they fire.
        public List<Program> triggersOf(Table table) {
            return programs.stream()
                    .filter(program -> program.table().equals(Optional.of(table.name())))
                    .toList();
        }
    }

    /// A base table. `columns` are all of them, in order.
    public record Table(
            String schema, String name, String engine, String createdAt, List<Column> columns, List<Key> uniqueKeys) {

        /// The primary key's columns, or none.
        public List<String> primaryKey() {
            return uniqueKeys.stream()
                    .filter(key -> key.name().equals("PRIMARY"))
                    .flatMap(key -> key.columns().stream())
                    .toList();
        }

        /// The columns that hold data of their own.
        public List<Column> storedColumns() {
            return isWindow()
                    ? List.of()
                    : columns.stream().filter(column -> !column.isGenerated()).toList();
        }

        /// Whether the rows are those of other tables, which would be dumped twice, or of another server.
        public boolean isWindow() {
            return engine.equalsIgnoreCase("MRG_MYISAM") || engine.equalsIgnoreCase("FEDERATED");
        }

        public boolean isTransactional() {
            return engine.equalsIgnoreCase("InnoDB") || engine.equalsIgnoreCase("RocksDB");
        }

        /// Schema and name, for people.
        public String label() {
            return schema + "." + name;
        }
    }

    /// `type` is the bare type in lower case, `fullType` the one with its arguments. `charset` is empty for
    /// what is no text. `extra` is the server's word for generated and invisible columns.
    public record Column(String name, String type, String fullType, String charset, String extra, boolean nullable) {
        /// DEFAULT_GENERATED, an expression default, is not this: such a column holds data.
        boolean isGenerated() {
            return extra.contains("VIRTUAL GENERATED")
                    || extra.contains("STORED GENERATED")
                    || extra.contains("PERSISTENT");
        }
    }

    /// A unique key that the optimizer can be told to use; `columns` are in key order.
    public record Key(String name, List<String> columns, boolean nullable) {}

    /// An object of a kind that a dump does not hold.
    public record LeftOut(String name, String kind) {}

    public record View(String name, String definition, String definer, List<String> columns) {}

    /// A function, procedure, event or trigger. `table` is set for triggers; `alteredAt` changes with the
    /// definition.
    public record Program(
            engine.format.StoredProgram.Kind kind,
            String name,
            Optional<String> table,
            String definer,
            String alteredAt,
            engine.format.StoredProgram.Context context) {}

    /// Estimates by the server.
    public record TableSize(long rows, long bytes) {}

    public Stream<Table> tables() {
        return schemas.stream().flatMap(schema -> schema.tables().stream());
    }

    /// What differs in `later`, as names that a person recognizes; empty if nothing does.
    public List<String> changesIn(SchemaObjects later) {
        var before = new LinkedHashSet<>(names().toList());
        var after = new LinkedHashSet<>(later.names().toList());
        return Stream.concat(
                        before.stream().filter(name -> !after.contains(name)),
                        after.stream().filter(name -> !before.contains(name)))
                .map(Named::label)
                .distinct()
                .limit(20)
                .toList();
    }

    private record Named(String label, Object definition) {}

    private Stream<Named> names() {
        return schemas.stream()
                .flatMap(schema -> Stream.of(
                                Stream.of(new Named(schema.name(), schema.collation())),
                                schema.tables().stream().map(table -> new Named(table.label(), table)),
                                schema.views().stream().map(view -> new Named(schema.name() + "." + view.name(), view)),
                                schema.programs().stream()
                                        .map(program -> new Named(schema.name() + "." + program.name(), program)))
                        .flatMap(named -> named));
    }
}
