package cli;

import engine.dump.Description;
import engine.format.DefinerRule;
import engine.load.Finding;
import engine.load.TargetReport;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lifeboat preflight`: what will not survive the move from one server to another.
@Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells object by object what of a server will not survive the move to another one. Changes nothing.",
            "",
            "BLOCKS: a restore refuses until it is settled. DIFFERS: restored, but otherwise or without it.",
            "Exit status 0 if nothing blocks, 1 if something does. Rows are not read."
        },
        footer = {
            "",
            "Example:",
            "  lifeboat preflight --source mysql://backup@db.example.com \\",
            "      --target mysql://admin@standby.mysql.database.azure.com --definer invoker"
        })
final class PreflightCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--source", required = true, paramLabel = "URL", description = "The server to move from.")
    private String source;

    @Option(names = "--target", required = true, paramLabel = "URL", description = "The server to move to.")
    private String target;

    @Option(
            names = "--schemas",
            split = ",",
            paramLabel = "NAME",
            description = "Only these schemas (default: all but the server's own).")
    private List<String> schemas = List.of();

    @Option(
            names = "--definer",
            defaultValue = "keep",
            paramLabel = "RULE",
            description = "As whom views and programs would run: keep, invoker, or an account.")
    private String definer;

    @Option(names = "--users", description = "As if accounts and grants were restored too.")
    private boolean users;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private final Map<String, String> environment;

    PreflightCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var from = MySqlUrl.parse(source, Stores.secret(environment, "LIFEBOAT_SOURCE_PASSWORD"));
        var to = MySqlUrl.parse(target, Stores.secret(environment, "LIFEBOAT_TARGET_PASSWORD"));
        var rule = DefinerRule.parse(definer);
        var dump = Description.of(new Sessions(from), schemas);
        var findings = TargetReport.of(dump, Sessions.loading(to), rule, users);
        print(findings);
        return findings.stream().anyMatch(finding -> finding.weight() == Finding.Weight.BLOCKS) ? 1 : 0;
    }

    private void print(List<Finding> findings) {
        var out = spec.commandLine().getOut();
        if (json) {
            var list = findings.stream().map(PreflightCommand::asJson).toList();
            JsonOutput.print(Map.of("findings", list), out);
        } else if (findings.isEmpty()) {
            out.println("everything survives the move");
        } else {
            var table = new TextTable("lll", "WEIGHT", "OBJECT", "WHAT");
            findings.forEach(finding -> table.row(
                    finding.weight().name(),
                    finding.object(),
                    finding.text() + (finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")")));
            table.print(out);
        }
        out.flush();
    }

    private static Map<String, Object> asJson(Finding finding) {
        return Map.of(
                "weight", finding.weight().name().toLowerCase(Locale.ROOT),
                "object", finding.object(),
                "text", finding.text(),
                "hint", finding.hint());
    }
}
