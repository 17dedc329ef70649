package failover.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and durations as people read them.
final class ReportWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private ReportWords() {}

    /// Two units at most, cut off and never rounded up: `0.3 s`, `48 s`, `27 min 10 s`, `3 h 05 min`, `2 d 4
    /// h`.
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        long seconds = millis / 1000;
        if (millis == 0) {
            return "0 s";
        }
        if (seconds < 10) {
            return seconds + "." + millis % 1000 / 100 + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return "%d min %02d s".formatted(seconds / 60, seconds % 60);
        }
        return seconds < 86_400
                ? "%d h %02d min".formatted(seconds / 3600, seconds % 3600 / 60)
                : "%d d %d h".formatted(seconds / 86_400, seconds % 86_400 / 3600);
    }

    /// As on a stop watch: `+27:10`, `+1:02:05`.
    static String offset(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 3600
                ? "+%d:%02d".formatted(seconds / 60, seconds % 60)
                : "+%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }

    static String utc(Instant time) {
        return TIME.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    }

    static String seoul(Instant time) {
        return TIME.format(time.atZone(SEOUL)) + " Seoul";
    }

    static String both(Instant time) {
        return utc(time) + " (" + seoul(time) + ")";
    }

    /// The time of the day in both places, for where the day is told elsewhere.
    static String clocks(Instant time) {
        return CLOCK.format(time.atZone(ZoneOffset.UTC)) + " UTC, " + CLOCK.format(time.atZone(SEOUL)) + " Seoul";
    }

    /// So many characters at most, never half of one.
    static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters - 3)) + "...";
    }

    /// With a capital at its begin and a stop at its end.
    static String sentence(String text) {
        return text.isEmpty() ? "" : stopped(text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1));
    }

    /// With a stop at its end, unless it has one.
    static String stopped(String text) {
        return text + (text.endsWith(".") || text.endsWith("?") || text.endsWith("!") ? "" : ".");
    }
}
