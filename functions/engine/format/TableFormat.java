package engine.format;

import java.util.List;
import java.util.Map;

/// What a loader must know to read a table's data files. `columns` are those in the files, in order; `decoders`
/// name the function that turns a field back into the value; `primaryIndex` is empty if the table has no
/// primary key. `histograms` are the numbers of buckets, by column.
public record TableFormat(
        String schema,
        String table,
        List<String> columns,
        Map<String, String> decoders,
        List<String> primaryIndex,
        List<String> triggers,
        Map<String, Long> histograms) {}
