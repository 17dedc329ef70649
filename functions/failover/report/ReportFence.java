package failover.report;

import incident.Failover;
import java.util.List;
import java.util.Locale;

/// What is known of the old primary, and what that means.
record ReportFence(State state, List<String> locked) {

    enum State {
        /// The failover never came to it.
        UNTOUCHED("not touched", "Nothing was changed there."),
        FENCED(
                "shut",
                "The accounts of the application are locked and its sessions are ended, so the application writes nothing"
                        + " there any more."),
        UNREACHABLE(
                "out of reach",
                "Nothing could be changed there. The gate keeps visitors away from it, but what runs beside it in AWS may"
                        + " still write. Lifeboat looks once a minute and shuts it as soon as it answers."),
        UNKNOWN("not certain", "It was reached, and it may still take writes. Whatever it takes now is not in Azure."),
        LIFTED("open again", "Whatever was locked there is let in again.");

        private final String words;
        private final String meaning;

        State(String words, String meaning) {
            this.words = words;
            this.meaning = meaning;
        }

        String words() {
            return words;
        }

        String meaning() {
            return meaning;
        }

        /// What is left of it when the failover is over.
        State takenBack() {
            return switch (this) {
                case FENCED, UNKNOWN, LIFTED -> LIFTED;
                case UNREACHABLE, UNTOUCHED -> UNTOUCHED;
            };
        }

        /// As in the JSON report.
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether the primary may take writes that nobody will find in Azure, although it can be reached.
    boolean isDoubtful() {
        return state == State.UNKNOWN || state == State.UNTOUCHED;
    }

    static ReportFence of(Failover failover) {
        var locked = failover.fact("FencePrimary", "locked")
                .lines()
                .filter(account -> !account.isEmpty())
                .toList();
        boolean isTakenBack =
                failover.state() == Failover.State.STOOD_DOWN || failover.state() == Failover.State.FAILED_BACK;
        var found = found(failover);
        return new ReportFence(isTakenBack ? found.takenBack() : found, locked);
    }

    /// A step that left no word may have done anything.
    private static State found(Failover failover) {
        return switch (failover.fact("FencePrimary", "fence")) {
            case "fenced" -> State.FENCED;
            case "unreachable" -> State.UNREACHABLE;
            case "unknown" -> State.UNKNOWN;
            default -> failover.step("FencePrimary").isPresent() ? State.UNKNOWN : State.UNTOUCHED;
        };
    }
}
