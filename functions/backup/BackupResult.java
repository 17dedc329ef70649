package backup;

/// What a backup came to, for whoever invoked the function. `status` is MADE or ALREADY_MADE.
public record BackupResult(
        String status, String source, String run, String backup, String location, long tables, long rows, long bytes) {}
