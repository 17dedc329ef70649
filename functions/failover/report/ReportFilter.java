package failover.report;

import incident.Failover;
import incident.Failover.Note;
import incident.Step;
import incident.Trigger;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What may be shown to people, and in which shape. Reports are made of what comes out here and of nothing
/// else.
final class ReportFilter {
    /// Steps remember many things that are nobody's business; what is not named here is not shown.
    private static final Map<String, Set<String>> SHOWN = Map.of(
            "ChooseBackup", Set.of("backup", "state", "snapshotAt", "gtidSet", "newerUnused"),
            "RestoreBackup", Set.of("verdict", "rows", "notes"),
            "FencePrimary", Set.of("fence", "locked"));

    private static final int REPLACEMENT = 0xFFFD;

    private ReportFilter() {}

    /// The same failover with what may be shown, its texts made safe for every format.
    static Failover shown(Failover failover) {
        return new Failover(
                plain(failover.id()),
                failover.epoch(),
                plain(failover.site()),
                failover.kind(),
                failover.approval(),
                new Trigger(plain(failover.trigger().by()), failover.trigger().at()),
                failover.wish().map(ReportFilter::plain),
                failover.state(),
                failover.startedAt(),
                failover.endedAt(),
                failover.attempt(),
                failover.steps().stream().map(ReportFilter::shown).toList(),
                failover.notes().stream()
                        .map(note -> new Note(note.at(), plain(note.text())))
                        .toList());
    }

    private static Step shown(Step step) {
        var allowed = SHOWN.getOrDefault(step.name(), Set.of());
        var data = step.data().entrySet().stream()
                .filter(entry -> allowed.contains(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> plain(entry.getValue())));
        return new Step(
                plain(step.name()),
                step.state(),
                step.attempts(),
                step.startedAt(),
                step.endedAt(),
                plain(step.outcome()),
                data);
    }

    /// The text without characters that XML forbids or that turn the text around them; lines stay lines.
    static String plain(String text) {
        var plain = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .codePoints()
                .map(point -> isFit(point) ? point : REPLACEMENT)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isFit(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point == '\n' || point == '\t';
            case Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> !isTurning(point);
            default -> true;
        };
    }

    /// Marks, embeddings, overrides and isolates of writing direction.
    private static boolean isTurning(int point) {
        return point == 0x61C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
