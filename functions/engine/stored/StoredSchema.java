package engine.stored;

import java.util.List;

/// A schema in a dump. `script` are the statements that make it and its programs.
public record StoredSchema(String name, List<String> script, List<StoredTable> tables, List<StoredView> views) {}
