package engine.load;

import static java.util.stream.Collectors.joining;

import base.RefusedFailure;
import java.util.List;

/// Something that will not be on the target as it was on the source, or that cannot be there at all.
public record Finding(Weight weight, String object, String text, String hint) {

    private static final int SHOWN = 10;

    public enum Weight {
        /// Nothing is restored until this is settled.
        BLOCKS,
        /// It is restored, but otherwise, or without this.
        DIFFERS
    }

    /// Fails with everything that blocks, if anything does.
    static void refuseBlocking(List<Finding> findings) {
        var blocking = findings.stream()
                .filter(finding -> finding.weight() == Weight.BLOCKS)
                .toList();
        if (!blocking.isEmpty()) {
            throw new RefusedFailure(
                    "the target cannot take the backup as it is: "
                            + blocking.stream()
                                    .limit(SHOWN)
                                    .map(finding -> finding.object() + ": " + finding.text())
                                    .collect(joining("; "))
                            + (blocking.size() > SHOWN ? "; and " + (blocking.size() - SHOWN) + " more" : ""),
                    blocking.stream().map(Finding::hint).distinct().limit(SHOWN).collect(joining(" ")));
        }
    }

    static Finding blocks(String object, String text, String hint) {
        return new Finding(Weight.BLOCKS, object, text, hint);
    }

    static Finding differs(String object, String text) {
        return new Finding(Weight.DIFFERS, object, text, "");
    }
}
