package backup;

import java.util.List;

/// What a backup came to, for whoever invoked the function. `status` is MADE or ALREADY_MADE; `lost` names the
/// stores that took no copy of it.
public record BackupResult(
        String status,
        String source,
        String run,
        String backup,
        String location,
        long tables,
        long rows,
        long bytes,
        List<String> lost) {}
