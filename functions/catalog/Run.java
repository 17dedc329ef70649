package catalog;

import java.time.Instant;
import java.time.ZoneId;

/// A backup that should exist once: of a source, on a local date (`2026-11-22`) or under any other name.
public record Run(String source, String name) {
    /// The zone whose calendar counts. The schedule of 02:00 there is the day before in UTC.
    public static final ZoneId ZONE = ZoneId.of("Asia/Seoul");

    /// The nightly run to which a moment belongs.
    public static Run nightly(String source, Instant moment) {
        return new Run(source, moment.atZone(ZONE).toLocalDate().toString());
    }
}
