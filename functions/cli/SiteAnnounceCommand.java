package cli;

import base.TransientFailure;
import cloud.azure.AzureWebsite;
import engine.format.Json;
import incident.Document;
import incident.Website;
import incident.Website.Stamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lifeboat site announce`: what the maintenance page tells visitors besides its own text.
@Command(
        name = "announce",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells visitors on the maintenance page when the site is expected back, and anything else in a line.",
            "",
            "Each announcement takes the place of the one before, so say all of it again. Visitors who have the page open"
                    + " see it shortly. A time that has passed is not shown any more; clear the text when it is over."
        },
        footer = {
            "",
            "Examples:",
            "  lifeboat site announce --to az://shoplifeboat --in 30m",
            "  lifeboat site announce --to az://shoplifeboat \\",
            "      --expected 2026-11-22T04:30+09:00 \\",
            "      --ko \"결제는 안전합니다.\" --en \"Payments are safe.\"",
            "  lifeboat site announce --to az://shoplifeboat --clear"
        })
final class SiteAnnounceCommand implements Callable<Integer> {
    private static final Pattern SPAN = Pattern.compile("(?:[0-9]{1,3}h)?(?:[0-9]{1,4}m)?");

    /// Nobody means longer; a year that was mistyped is.
    private static final Duration AHEAD_MAX = Duration.ofDays(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final WebsiteAccess access;

    @ArgGroup(multiplicity = "0..1")
    private @Nullable When when;

    /// One of them.
    static final class When {
        @Option(
                names = "--expected",
                paramLabel = "TIME",
                description = "When the site is expected back, for example 2026-11-22T04:30+09:00.")
        private @Nullable String expected;

        @Option(names = "--in", paramLabel = "SPAN", description = "The same from now, such as 30m, 2h or 1h30m.")
        private @Nullable String in;

        @Option(names = "--clear", description = "Nothing is announced any more.")
        private boolean clear;
    }

    @Option(names = "--ko", paramLabel = "TEXT", description = "A line in Korean, 300 characters at most.")
    private @Nullable String korean;

    @Option(names = "--en", paramLabel = "TEXT", description = "The same in English.")
    private @Nullable String english;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Clock clock;

    SiteAnnounceCommand(Map<String, String> environment, Clock clock) {
        this.access = new WebsiteAccess(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var announcement = announcement();
        var document = Document.json(Json.bytes(announcement.json()));
        write(new AzureWebsite(access.container()), document);
        var out = spec.commandLine().getOut();
        if (json) {
            JsonOutput.print(announcement.json(), out);
        } else if (announcement.equals(Announcement.NOTHING)) {
            out.println("the page announces nothing any more");
        } else {
            announcement
                    .expectedAt()
                    .ifPresent(time -> out.println("the page says that the site is expected at " + time));
            announcement.korean().ifPresent(text -> out.println("in Korean:  " + text));
            announcement.english().ifPresent(text -> out.println("in English: " + text));
        }
        out.flush();
        return 0;
    }

    private Announcement announcement() {
        if (when != null && when.clear) {
            if (korean != null || english != null) {
                throw wrong("--clear goes with no text");
            }
            return Announcement.NOTHING;
        }
        var announcement = new Announcement(expectedAt(), checked("--ko", korean), checked("--en", english));
        if (announcement.equals(Announcement.NOTHING)) {
            throw wrong("Say something: --expected or --in, --ko, --en; or --clear");
        }
        return announcement;
    }

    private Optional<Instant> expectedAt() {
        var time = Optional.ofNullable(when).map(given -> given.expected).map(this::time);
        var span = Optional.ofNullable(when).map(given -> given.in).map(this::fromNow);
        var expected = time.or(() -> span);
        expected.ifPresent(this::checkTime);
        return expected;
    }

    private Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeException e) {
            throw wrong("--expected must be a time with its offset, such as 2026-11-22T04:30+09:00 or"
                    + " 2026-11-21T19:30Z, not \"" + text + "\"");
        }
    }

    private Instant fromNow(String text) {
        if (text.isEmpty() || !SPAN.matcher(text).matches()) {
            throw wrong("--in must be hours and minutes such as 30m, 2h or 1h30m, not \"" + text + "\"");
        }
        var span = Duration.parse("PT" + text);
        return clock.instant().plus(span).truncatedTo(ChronoUnit.SECONDS);
    }

    private void checkTime(Instant expected) {
        var now = clock.instant();
        if (!expected.isAfter(now)) {
            throw wrong("the expected time " + expected + " has passed; it is " + now.truncatedTo(ChronoUnit.SECONDS));
        }
        if (expected.isAfter(now.plus(AHEAD_MAX))) {
            throw wrong("the expected time " + expected + " is more than " + AHEAD_MAX.toDays() + " days away");
        }
    }

    private Optional<String> checked(String option, @Nullable String text) {
        var given = Optional.ofNullable(text);
        given.flatMap(Announcement::problem).ifPresent(problem -> {
            throw wrong(option + " " + problem);
        });
        return given;
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /// Conditional, so that nobody's announcement is lost without a word.
    private void write(Website website, Document document) {
        var stamp = Stamp.of(document, clock);
        var before = website.read(Announcement.BLOB);
        boolean isWritten = before.isEmpty()
                ? website.create(Announcement.BLOB, document, stamp)
                : website.replace(
                        Announcement.BLOB, document, stamp, before.get().etag());
        if (!isWritten
                && website.read(Announcement.BLOB)
                        .filter(found -> found.document().isServedLike(document))
                        .isEmpty()) {
            throw new TransientFailure(
                    "somebody else announces something at the same moment",
                    "`lifeboat site status` shows what there is now; say it again if it still holds.");
        }
    }
}
