package cli;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Failure;
import base.RefusedFailure;
import base.TransientFailure;
import base.Version;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `lifeboat`: exit status 0 done, 1 failed, 2 wrong usage, 3 refused for safety.
@Command(
        name = "lifeboat",
        version = Version.TOOL,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps a proven, restorable copy of a MySQL database in Azure.",
        footer = {
            "",
            "On embedded servers, for trying things out (no account is needed):",
            "  demo [--keep] [--rows N]   the whole story: a database, its backup, its proof",
            "  servers                    MySQL, Azurite and DynamoDB Local, for a shell",
            "  bench                      backup and restore against MySQL's own tools, and cold",
            "                             starts of the functions from the package that is deployed",
            "",
            "  STORE is az://account/container/prefix, s3://bucket/prefix or",
            "        file:///directory",
            "  URL   is mysql://user[:password]@host[:port][?sslMode=REQUIRED&sslCa=FILE]",
            "",
            "A password is better given in LIFEBOAT_SOURCE_PASSWORD or",
            "LIFEBOAT_TARGET_PASSWORD. The login for az://",
            "is AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY,",
            "AZURE_STORAGE_SAS_TOKEN, or whoever is logged in to Azure here, in that order.",
            "The login for s3:// is that of the AWS SDK: AWS_PROFILE, AWS_REGION and so on."
        })
public final class Main {
    private static final int FAILED = 1;
    private static final int REFUSED = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv(), Clock.system(ZoneId.systemDefault()))
                .execute(args));
    }

    /// Every command; executing it returns the exit status.
    static CommandLine commandLine(Map<String, String> environment, Clock clock) {
        return new CommandLine(new Main())
                .addSubcommand(new BackupCommand(environment, clock))
                .addSubcommand(new BackupsCommand(environment, clock))
                .addSubcommand(new RestoreCommand(environment, clock))
                .addSubcommand(new VerifyCommand(environment, clock))
                .addSubcommand(new PruneCommand(environment, clock))
                .addSubcommand(new PinCommand(environment, clock))
                .addSubcommand(new UnpinCommand(environment, clock))
                .addSubcommand(new PreflightCommand(environment))
                .addSubcommand(new EnableEventsCommand(environment))
                .addSubcommand(new FailoverCommand(environment, clock))
                .addSubcommand(new FailbackCommand(environment, clock))
                .addSubcommand(new StatusCommand(environment, clock))
                .addSubcommand(SiteCommand.commandLine(environment, clock))
                .addSubcommand(new CatalogCommand(environment, clock))
                .addSubcommand(new RehearseCommand())
                .setExecutionExceptionHandler((error, command, parsed) -> report(error, command.getErr()));
    }

    private static int report(Exception error, PrintWriter err) throws Exception {
        if (!(error instanceof Failure failure)) {
            throw error;
        }
        err.println("error: " + failure.summary());
        return switch (failure) {
            case RefusedFailure refused -> REFUSED;
            case TransientFailure t -> FAILED;
            case ConfigurationFailure c -> FAILED;
            case CorruptionFailure c -> FAILED;
        };
    }
}
