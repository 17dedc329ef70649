package incident;

import base.CorruptionFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a gate is open, and since which failover. States are ordered: shut from the beginning, open by failover
/// 1, shut by 1, open by 2, and so on. A gate that was never written has no state, and that comes before them all.
///
/// @param epoch the failover's number, from 1; 0 is before the first, and then the gate is shut
/// @param failover the failover's name: letters, digits and `._:-`, at most 128
/// @param at when the state was written
public record GateState(boolean open, long epoch, String failover, Instant at) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");
    private static final Pattern TEXT =
            Pattern.compile("\\{\"gate\":\"(?<gate>[a-z-]+)\",\"state\":\"(?<state>open|shut)\","
                    + "\"epoch\":(?<epoch>0|[1-9][0-9]{0,17}),\"failover\":\"(?<failover>" + NAME
                    + ")\",\"at\":\"(?<at>[^\"]+)\"}");

    public GateState {
        if (epoch < (open ? 1 : 0) || !NAME.matcher(failover).matches()) {
            throw new IllegalArgumentException("no epoch and name of a failover: " + epoch + ", " + failover);
        }
    }

    /// The state of a gate that no failover has moved. Any failover's comes after it.
    public static GateState untouched(Instant at) {
        return new GateState(false, 0, "site-publish", at);
    }

    /// Whether this state comes after `other`, and so may take its place.
    public boolean isAfter(GateState other) {
        return rank() > other.rank();
    }

    /// Whether both say the same, whenever they were written.
    public boolean isSameAs(GateState other) {
        return rank() == other.rank() && failover.equals(other.failover);
    }

    private long rank() {
        return 2 * epoch + (open ? 0 : 1);
    }

    /// The blob's content: JSON without whitespace, because Route 53 looks for `"state":"open"` in it.
    public String text(Gate gate) {
        return "{\"gate\":\"%s\",\"state\":\"%s\",\"epoch\":%d,\"failover\":\"%s\",\"at\":\"%s\"}"
                .formatted(gate.id(), open ? "open" : "shut", epoch, failover, at);
    }

    /// Reads what {@link #text} wrote. Any other text is a {@link CorruptionFailure}: it is neither open nor shut.
    public static GateState parse(Gate gate, String text) {
        return Optional.of(TEXT.matcher(text))
                .filter(Matcher::matches)
                .flatMap(GateState::of)
                .filter(state -> state.text(gate).equals(text))
                .orElseThrow(() -> new CorruptionFailure(
                        "the gate " + gate.id() + " holds what Lifeboat did not write",
                        "Look at " + gate.blob() + " in the website's container, and find out who wrote it. Lifeboat"
                                + " goes on once it is a state again, or gone."));
    }

    private static Optional<GateState> of(Matcher fields) {
        try {
            return Optional.of(new GateState(
                    fields.group("state").equals("open"),
                    Long.parseLong(fields.group("epoch")),
                    fields.group("failover"),
                    Instant.parse(fields.group("at"))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
