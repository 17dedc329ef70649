package failover.report;

import incident.Failover;
import incident.Failover.Approval;
import incident.Failover.Kind;
import incident.Failover.Note;
import incident.Failover.State;
import incident.Step;
import incident.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Failovers that exist on paper only, put together step by step. Times are seconds after the outage.
final class PaperFailovers {
    static final Instant OUTAGE = Instant.parse("2026-11-22T03:15:00Z");
    static final String BACKUP = "20261121T170203Z-shop-db-7f3a";
    static final String GTID_SET = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-8812345";

    private final Kind kind;
    private final List<Step> steps = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private String site = "shop";
    private String triggeredBy = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:shop-primary-down";
    private int attempt = 1;

    private PaperFailovers(Kind kind) {
        this.kind = kind;
    }

    static PaperFailovers real() {
        return new PaperFailovers(Kind.REAL);
    }

    static PaperFailovers drill() {
        return new PaperFailovers(Kind.DRILL);
    }

    PaperFailovers site(String name) {
        site = name;
        return this;
    }

    PaperFailovers triggeredBy(String name) {
        triggeredBy = name;
        return this;
    }

    PaperFailovers attempt(int number) {
        attempt = number;
        return this;
    }

    PaperFailovers note(double at, String text) {
        notes.add(new Note(after(at), text));
        return this;
    }

    PaperFailovers done(String name, double begin, double end, String outcome, String... data) {
        return step(name, Step.State.DONE, 1, begin, end, outcome, data);
    }

    PaperFailovers failed(String name, int attempts, double begin, double end, String outcome) {
        return step(name, Step.State.FAILED, attempts, begin, end, outcome);
    }

    /// `data` are names and values in turn.
    PaperFailovers step(
            String name, Step.State state, int attempts, double begin, double end, String outcome, String... data) {
        steps.add(new Step(name, state, attempts, after(begin), Optional.of(after(end)), outcome, map(data)));
        return this;
    }

    PaperFailovers open(String name, int attempts, double begin, String outcome, String... data) {
        steps.add(new Step(name, Step.State.RUNNING, attempts, after(begin), Optional.empty(), outcome, map(data)));
        return this;
    }

    private static Map<String, String> map(String... data) {
        var map = new TreeMap<String, String>();
        for (int at = 0; at < data.length; at += 2) {
            map.put(data[at], data[at + 1]);
        }
        return map;
    }

    static Instant after(double seconds) {
        return OUTAGE.plus(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /// Still at work.
    Failover running() {
        return failover(State.RUNNING, Optional.empty());
    }

    Failover at(State state, double end) {
        return failover(state, Optional.of(after(end)));
    }

    private Failover failover(State state, Optional<Instant> end) {
        return new Failover(
                "20261122T031500-shop-1f3a90c2" + (kind == Kind.DRILL ? "-drill" : ""),
                7,
                site,
                kind,
                Approval.AUTOMATIC,
                new Trigger(triggeredBy, OUTAGE),
                Optional.empty(),
                state,
                after(4),
                end,
                attempt,
                steps,
                notes);
    }

    PaperFailovers confirmed() {
        return done("ConfirmOutage", 5, 36, "the primary did not answer for 30 s")
                .done("StartDrSite", 5.2, 9.8, "ordered; waiting for the deployment 20261122T031500-shop-1f3a90c2-1-0");
    }

    PaperFailovers up(double begin, double end) {
        return step("AwaitDrSite", Step.State.DONE, 44, begin, end, "gateway, application and database run");
    }

    PaperFailovers chosen(double at) {
        return done(
                "ChooseBackup",
                at,
                at + 1.4,
                BACKUP,
                "backup",
                BACKUP,
                "state",
                "VERIFIED",
                "snapshotAt",
                "2026-11-21T17:02:11Z",
                "gtidSet",
                GTID_SET);
    }

    PaperFailovers restored(double begin, double end) {
        return done(
                "RestoreBackup",
                begin,
                end,
                "18,204,771 rows restored, VERIFIED",
                "verdict",
                "VERIFIED",
                "rows",
                "18204771",
                "notes",
                "shop.audit_trigger: its definer is now shop_admin@%");
    }

    PaperFailovers fenced(double at, String fence, String outcome) {
        return done(
                "FencePrimary",
                at,
                at + 4.2,
                outcome,
                "fence",
                fence,
                "locked",
                fence.equals("fenced") ? "'shop'@'%'\n'jobs'@'10.%'" : "");
    }

    /// From the alarm to visitors in Azure, without an accident.
    static PaperFailovers toTheEnd() {
        return real().confirmed()
                .up(36.4, 702)
                .chosen(702.5)
                .restored(704, 1501)
                .step("CheckDrSite", Step.State.DONE, 3, 1501.5, 1513, "the application answers through the gateway")
                .done("ConfirmAgain", 1513.5, 1524, "the primary did not answer for 10 s")
                .fenced(1524.5, "unreachable", "the primary cannot be reached: cannot connect to db.example:3306")
                .done("OpenGates", 1529, 1530.2, "visitors go to Azure");
    }

    static Failover serving() {
        return toTheEnd()
                .step("ConfirmTraffic", Step.State.DONE, 31, 1530.5, 1630, "www.shop.example answers from Azure")
                .note(1210, "the alarm rang again at 2026-11-22T03:35:00Z")
                .done("Report", 1630.5, 1631, "the failover is SERVING")
                .at(State.SERVING, 1630.5);
    }

    static Failover drilled() {
        return drill().triggeredBy("mina by lifeboat failover --drill")
                .done("ConfirmOutage", 1, 1.3, "a drill: the primary answers")
                .done("StartDrSite", 1, 5, "ordered; waiting for the gateway")
                .up(5.5, 660)
                .chosen(660.5)
                .restored(662, 1400)
                .done("CheckDrSite", 1400.4, 1412, "the application answers through the gateway")
                .step("CleanUp", Step.State.DONE, 25, 1412.5, 1730, "the DR site is as it was before")
                .at(State.DRILLED, 1731);
    }

    static Failover held() {
        return real().confirmed()
                .up(36.4, 702)
                .chosen(702.5)
                .failed(
                        "RestoreBackup",
                        3,
                        704,
                        1501,
                        "the restored data is not that of the backup: shop.orders has 3 rows (of 12) less (Choose an"
                                + " older backup: lifeboat failover --resume --backup ID.)")
                .note(1502, "the workflow stopped: base.CorruptionFailure the restored data is not that of the backup")
                .at(State.HELD, 1502);
    }

    static Failover stoodDown() {
        return real().done("ConfirmOutage", 5, 41, "the primary answers again")
                .done("StartDrSite", 5.2, 9.8, "ordered; waiting for the gateway")
                .step("CleanUp", Step.State.DONE, 8, 41.5, 130, "the DR site is as it was before")
                .at(State.STOOD_DOWN, 130.5);
    }

    /// A person took forty minutes to say yes.
    static Failover approvedLate() {
        return real().confirmed()
                .done("Approve", 36.5, 2436.5, "go")
                .step("AwaitDrSite", Step.State.DONE, 1, 2437, 2437.6, "gateway, application and database run")
                .chosen(2438)
                .restored(2440, 3201)
                .done("CheckDrSite", 3201.5, 3203, "the application answers through the gateway")
                .fenced(3204, "fenced", "the accounts of the application are locked and its sessions are ended")
                .done("OpenGates", 3209, 3210, "visitors go to Azure")
                .step("ConfirmTraffic", Step.State.DONE, 21, 3210.5, 3275, "www.shop.example answers from Azure")
                .at(State.SERVING, 3276);
    }

    /// There was nothing to choose from.
    static Failover failedDrill() {
        return drill().done("ConfirmOutage", 1, 1, "a drill: the primary answers")
                .done("StartDrSite", 1, 1, "everything runs already")
                .up(1, 1)
                .failed("ChooseBackup", 1, 1, 3, "no backup of shop-db is verified (Verify one.)")
                .done("CleanUp", 3, 4, "the DR site is as it was before")
                .at(State.DRILLED, 5);
    }

    /// One of each.
    static List<Failover> everyKind() {
        return List.of(
                serving(),
                drilled(),
                failedDrill(),
                held(),
                stoodDown(),
                approvedLate(),
                toTheEnd().at(State.FAILED_BACK, 900_000),
                real().running(),
                real().confirmed()
                        .open("Approve", 1, 36, "waits for a person: Move the site?")
                        .running(),
                real().confirmed()
                        .open("AwaitDrSite", 12, 36, "waiting for the gateway")
                        .running());
    }

    static Failover withSteps(Failover failover, List<Step> steps) {
        return new Failover(
                failover.id(),
                failover.epoch(),
                failover.site(),
                failover.kind(),
                failover.approval(),
                failover.trigger(),
                failover.wish(),
                failover.state(),
                failover.startedAt(),
                failover.endedAt(),
                failover.attempt(),
                steps,
                failover.notes());
    }

    /// The data of a step, and secrets under every name that it or another step might use.
    static Map<String, String> canaries(Step step) {
        var data = new TreeMap<String, String>();
        for (String name : List.of(
                "operation gateway",
                "existed",
                "before database",
                "deployment",
                "waitingSince1",
                "token",
                "password",
                "url",
                "Backup",
                "backup ",
                "")) {
            data.put(name, "canary");
        }
        if (!List.of("ChooseBackup", "RestoreBackup", "FencePrimary").contains(step.name())) {
            for (String name : List.of("backup", "gtidSet", "notes", "locked", "verdict", "fence")) {
                data.put(name, "canary");
            }
        }
        data.putAll(step.data());
        return data;
    }
}
