package failover.report;

import java.util.Arrays;
import java.util.Optional;

/// The steps of the workflow as a report speaks of them. `pass` orders them: a step begins when all of a lower
/// pass have ended once.
enum ReportStep {
    CONFIRM_OUTAGE("ConfirmOutage", "Make sure that it is an outage", Kind.WORK, 0, false),
    START_DR_SITE("StartDrSite", "Order the DR site", Kind.AZURE, 0, false),
    APPROVE("Approve", "Ask a person whether to go on", Kind.PERSON, 1, false),
    AWAIT_DR_SITE("AwaitDrSite", "Wait for Azure", Kind.AZURE, 2, true),
    CHOOSE_BACKUP("ChooseBackup", "Choose the backup", Kind.WORK, 3, false),
    RESTORE_BACKUP("RestoreBackup", "Restore and compare the data", Kind.RESTORE, 4, false),
    CHECK_DR_SITE("CheckDrSite", "Check the site in Azure", Kind.WORK, 5, true),
    CONFIRM_AGAIN("ConfirmAgain", "Look at the primary once more", Kind.WORK, 6, false),
    FENCE_PRIMARY("FencePrimary", "Shut the primary", Kind.WORK, 7, false),
    APPROVE_FENCE("ApproveFence", "Ask a person about the primary", Kind.PERSON, 8, false),
    OPEN_GATES("OpenGates", "Open the gates", Kind.WORK, 9, false),
    CONFIRM_TRAFFIC("ConfirmTraffic", "See visitors arrive", Kind.VISITORS, 10, true),
    CLEAN_UP("CleanUp", "Take everything back", Kind.TAKE_BACK, 11, true);

    /// What the time of a step goes to. Where steps overlap, the first of these counts.
    enum Kind {
        PERSON("waiting for a person"),
        AZURE("waiting for Azure"),
        RESTORE("restoring"),
        VISITORS("waiting for visitors"),
        TAKE_BACK("taking everything back"),
        /// Also what lies between two steps.
        WORK("everything else");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isWaiting() {
            return switch (this) {
                case PERSON, AZURE, VISITORS, TAKE_BACK -> true;
                case RESTORE, WORK -> false;
            };
        }
    }

    private static final int LABEL_MAX = 40;

    private final String step;
    private final String label;
    private final Kind kind;
    private final int pass;
    private final boolean isLook;

    ReportStep(String step, String label, Kind kind, int pass, boolean isLook) {
        this.step = step;
        this.label = label;
        this.kind = kind;
        this.pass = pass;
        this.isLook = isLook;
    }

    static Optional<ReportStep> of(String name) {
        return Arrays.stream(values()).filter(known -> known.step.equals(name)).findFirst();
    }

    /// In words; a step that is not known keeps its name.
    static String label(String name) {
        return of(name).map(known -> known.label).orElseGet(() -> ReportWords.cut(name, LABEL_MAX));
    }

    static Kind kind(String name) {
        return of(name).map(known -> known.kind).orElse(Kind.WORK);
    }

    /// Whether `later` begins only after `earlier` has ended for the first time. False if one of them is not
    /// known.
    static boolean isBefore(String earlier, String later) {
        return of(earlier)
                .flatMap(first -> of(later).map(second -> first.pass < second.pass))
                .orElse(false);
    }

    /// How often it ran, in words; empty for once. Some steps look again and again: their runs are no retries.
    static String runs(String name, int attempts) {
        boolean isLook = of(name).map(known -> known.isLook).orElse(false);
        return attempts <= 1 ? "" : attempts + (isLook ? " looks" : " runs");
    }
}
