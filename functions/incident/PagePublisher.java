package incident;

import base.CorruptionFailure;
import base.RefusedFailure;
import base.TransientFailure;
import incident.Website.Found;
import incident.Website.Stamp;
import java.time.Clock;
import java.util.Optional;

/// Publishes the maintenance page. The page that it replaces is kept first, under a name made of its hash. Visitors
/// get the old page or the new one, each of them whole; of several publishers one wins. May run twice.
public final class PagePublisher {
    /// Under this name visitors get the page, whatever they asked for.
    public static final String PAGE = "index.html";

    private static final String KEPT = "lifeboat/pages/%s.html";
    private static final int SHORT = 12;

    /// What became of the page.
    public enum Outcome {
        CREATED,
        REPLACED,
        /// It was this page, but not served or stamped as Lifeboat does; now it is.
        MENDED,
        /// It is there already.
        UNCHANGED
    }

    /// @param kept the name under which the page before is kept, if there was another one
    public record Published(Outcome outcome, String version, Optional<String> kept) {}

    /// What is to be written, and what there was when that was decided.
    public record Plan(Document page, Optional<Found> before) {}

    private final Website website;
    private final Clock clock;

    public PagePublisher(Website website, Clock clock) {
        this.website = website;
        this.clock = clock;
    }

    /// Decides, and writes nothing. Another page that Lifeboat did not write, or that was changed since, is a
    /// {@link RefusedFailure} unless `force`.
    public Plan plan(Document page, boolean force) {
        var before = website.read(PAGE);
        before.filter(found -> !found.isOurs() && !isSame(found.document(), page) && !force)
                .ifPresent(found -> {
                    throw refused(found);
                });
        return new Plan(page, before);
    }

    private static RefusedFailure refused(Found found) {
        return new RefusedFailure(
                found.stamp().isEmpty()
                        ? "there is a page that Lifeboat did not write"
                        : "the page was changed since Lifeboat wrote it (" + found.version() + ")",
                "Look at it. --force replaces it, and keeps it as " + kept(found.document()) + ".");
    }

    /// Writes the page, in the place of the one that was planned for. If somebody else was quicker, that is a
    /// {@link TransientFailure}, unless he wrote the same page.
    public Published publish(Plan plan) {
        if (plan.before().isEmpty()) {
            return created(plan.page());
        }
        var before = plan.before().get();
        if (before.isOurs() && before.document().isServedLike(plan.page())) {
            return new Published(Outcome.UNCHANGED, before.version(), Optional.empty());
        }
        return replaced(plan.page(), before);
    }

    private Published created(Document page) {
        var stamp = stamp(page);
        return website.create(PAGE, page, stamp)
                ? new Published(Outcome.CREATED, stamp.version(), Optional.empty())
                : overtaken(page);
    }

    private Published replaced(Document page, Found before) {
        boolean isSame = isSame(before.document(), page);
        var kept = isSame ? Optional.<String>empty() : Optional.of(keep(before));
        var stamp = stamp(page);
        return website.replace(PAGE, page, stamp, before.etag())
                ? new Published(isSame ? Outcome.MENDED : Outcome.REPLACED, stamp.version(), kept)
                : overtaken(page);
    }

    /// A write whose answer was lost, and that was sent again, finds itself.
    private Published overtaken(Document page) {
        return website.read(PAGE)
                .filter(Found::isOurs)
                .filter(found -> found.document().isServedLike(page))
                .map(found -> new Published(Outcome.UNCHANGED, found.version(), Optional.empty()))
                .orElseThrow(() -> new TransientFailure(
                        "the page was changed while it was being published",
                        "Somebody else publishes, too; `lifeboat site status` shows what there is now."));
    }

    /// The page is kept before it is replaced, so that there is a way back at any time.
    private String keep(Found before) {
        String name = kept(before.document());
        var stamp = before.isOurs() ? before.stamp().orElseThrow() : stamp(before.document());
        var copy = Document.page(before.document().bytes());
        if (!website.create(name, copy, stamp)
                && website.read(name)
                        .filter(found -> isSame(found.document(), copy))
                        .isEmpty()) {
            throw new CorruptionFailure(
                    name + " holds another page than its name says", "Move it elsewhere, then publish again.");
        }
        return name;
    }

    /// A page that was kept, by the first twelve digits of its hash. Absent or spoiled is a
    /// {@link CorruptionFailure}.
    public Document kept(String hash) {
        return website.read(KEPT.formatted(hash))
                .map(Found::document)
                .filter(page -> page.sha256().startsWith(hash))
                .map(page -> Document.page(page.bytes()))
                .orElseThrow(() -> new CorruptionFailure(
                        "no page " + hash + " is kept",
                        "The names below lifeboat/pages/ in the website's container say which there are."));
    }

    private static String kept(Document page) {
        return KEPT.formatted(page.sha256().substring(0, SHORT));
    }

    private static boolean isSame(Document one, Document other) {
        return one.sha256().equals(other.sha256());
    }

    private Stamp stamp(Document document) {
        return Stamp.of(document, clock);
    }
}
