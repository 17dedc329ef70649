package engine.stored;

import java.util.List;

/// A view in a dump: the statements that make a stand-in with its columns, and those that make itself.
public record StoredView(String schema, String name, List<String> standIn, List<String> script) {}
