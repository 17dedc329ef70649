package engine.verify;

import engine.stored.Verdict;
import engine.stored.Verdict.Difference;
import java.util.ArrayList;
import java.util.List;

/// What a comparison has found so far. Safe for several threads.
public final class Comparison {
    private static final int TEXT_MAX = 400;

    private final List<Difference> differences = new ArrayList<>();
    private final List<Difference> doubts = new ArrayList<>();
    private boolean rowsWereCompared = true;

    /// Whether every row was compared and nothing differs: what may take the place of something else.
    public synchronized boolean rowsAreEqual() {
        return differences.isEmpty() && rowsWereCompared;
    }

    synchronized void cannotTellRows(String object, String why) {
        rowsWereCompared = false;
        cannotTell(object, why);
    }

    synchronized void differs(String object, String text) {
        differences.add(new Difference(object, shortened(text)));
    }

    synchronized void cannotTell(String object, String why) {
        doubts.add(new Difference(object, shortened(why)));
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
    }

    public synchronized Verdict.State state() {
        if (!differences.isEmpty()) {
            return Verdict.State.FAILED;
        }
        return doubts.isEmpty() ? Verdict.State.VERIFIED : Verdict.State.INCONCLUSIVE;
    }

    /// What differs, or, if nothing does, what could not be told.
    public synchronized List<Difference> findings() {
        return List.copyOf(differences.isEmpty() ? doubts : differences);
    }
}
