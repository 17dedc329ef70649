package failover;

import incident.Failover;
import incident.Failovers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is remembered of the DR site between two looks, with the step that began it. Numbers start anew when a person
/// resumes a failover, so that what was tried before is tried again.
final class DrMemory {
    private static final String STEP = "StartDrSite";
    private static final String EXISTED = "existed";

    private final Failovers failovers;
    /// As this run has read it, and written since.
    private Failover known;

    DrMemory(Task.Turn turn) {
        this.failovers = turn.failovers();
        this.known = turn.failover();
    }

    private String text(String name) {
        return known.fact(STEP, name);
    }

    private void keep(String name, String text) {
        keep(Map.of(name, text));
    }

    private void keep(Map<String, String> texts) {
        known = failovers.remember(known.id(), STEP, texts);
    }

    /// Whether a first look was taken.
    boolean isBegun() {
        return !text(EXISTED).isEmpty();
    }

    /// The ids of what was there before; a dash stands for itself, so that nothing is something too.
    List<String> existed() {
        return Arrays.asList(text(EXISTED).split("\n", -1));
    }

    void keepExisted(List<String> ids) {
        keep(EXISTED, "-\n" + String.join("\n", ids));
    }

    /// Takes over what a drill remembers of how everything was before it. False if it remembers nothing.
    boolean inherit(Failover drill) {
        var step = drill.step(STEP).filter(found -> found.data().containsKey(EXISTED));
        step.ifPresent(found -> {
            var before = new TreeMap<String, String>();
            found.data().forEach((name, text) -> {
                if (name.equals(EXISTED) || name.startsWith("before ")) {
                    before.put(name, text);
                }
            });
            keep(before);
        });
        return step.isPresent();
    }

    /// How a part was at the first look: `running`, `stopped` or `absent`.
    String before(DrPart part) {
        return text("before " + part.word());
    }

    void keepBefore(DrPart part, String state) {
        keep("before " + part.word(), state);
    }

    int plan() {
        return number("plan");
    }

    void keepPlan(int number) {
        keep("plan " + known.attempt(), String.valueOf(number));
    }

    int orders() {
        return number("orders");
    }

    void countOrder() {
        keep("orders " + known.attempt(), String.valueOf(orders() + 1));
    }

    private int number(String name) {
        String text = text(name + " " + known.attempt());
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /// The name of the newest deployment, or empty.
    String deployment() {
        return text("deployment");
    }

    void keepDeployment(String name) {
        keep("deployment", name);
    }

    /// Where to ask how the start of a part goes, or empty.
    String operation(DrPart part) {
        return text("operation " + part.word());
    }

    void keepOperation(DrPart part, String url) {
        keep("operation " + part.word(), url);
    }
}
