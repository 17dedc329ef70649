package engine.format;

import base.ConfigurationFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Ids of dumps, which are also their folders: `20261122T020003-shop-3f9a1c`. The time is local, so that ids
/// sort by age and a person on call finds last night's; the end is random, so that no two dumps ever share a
/// folder.
public final class DumpIds {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    /// Where it is earliest on any day.
    private static final ZoneOffset WESTERNMOST = ZoneOffset.ofHours(-12);

    private static final Pattern ID = Pattern.compile("([0-9]{8}T[0-9]{6})-([^/]+)-[0-9a-f]{6}");

    private DumpIds() {}

    public static String create(String source, Instant now, ZoneId zone) {
        if (!SOURCE.matcher(source).matches()) {
            throw new ConfigurationFailure(
                    "\"" + source + "\" cannot name a source",
                    "Use up to 63 letters, digits, dots, dashes and underscores.");
        }
        String random = UUID.randomUUID().toString().substring(0, 6);
        return TIME.withZone(zone).format(now) + "-" + source + "-" + random;
    }

    /// Whether a folder's name is an id.
    public static boolean isId(String folder) {
        return ID.matcher(folder).matches();
    }

    /// The source in an id.
    public static String source(String id) {
        return matched(id).group(2);
    }

    /// The latest moment that the time in an id may be, since the id does not tell its zone. Digits that are no
    /// time may be any, however late.
    public static Instant latestStart(String id) {
        try {
            return LocalDateTime.parse(matched(id).group(1), TIME).toInstant(WESTERNMOST);
        } catch (DateTimeException noTime) {
            return Instant.MAX;
        }
    }

    private static Matcher matched(String id) {
        var matcher = ID.matcher(id);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(id + " is no id");
        }
        return matcher;
    }
}
