package failover;

import base.ConfigurationFailure;
import cloud.azure.ResourceManager;
import java.util.Locale;
import java.util.regex.Pattern;

/// The server to which backups are restored, as the functions know it: its name for connections, and whether it waits
/// with the data of last night. The plan of the DR site must mean the same server.
record Standby(String host, boolean isWarm) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|.*:.*");

    /// Fails with a {@link ConfigurationFailure} if the application would read another server than the one that is
    /// restored to. An address in numbers says nothing about that.
    void refuseAnotherThan(DrPlan plan) {
        String wanted = plan.databaseServer().toLowerCase(Locale.ROOT) + ".";
        if (!NUMBERS.matcher(host).matches() && !host.toLowerCase(Locale.ROOT).startsWith(wanted)) {
            throw new ConfigurationFailure(
                    "backups are restored to " + host + ", and the application would read " + plan.databaseServer(),
                    "Set TargetHost to that server's name, or databaseServer in DrParameters to the first part of"
                            + " TargetHost.");
        }
    }

    /// Fails with a {@link ConfigurationFailure} if the server is not in the resource group and should be.
    void demand(DrPlan plan, ResourceManager azure) {
        var database = DrPart.database(plan);
        boolean mayBeMissing = !isWarm && plan.deploysDatabase(0);
        if (!mayBeMissing && azure.resource(database.type(), database.name()).isEmpty()) {
            throw new ConfigurationFailure(
                    "the resource group has no database server " + database.name() + ", which "
                            + (isWarm ? "StandbyMode warm" : "\"deployDatabase\": false") + " needs",
                    "Correct databaseServer in DrParameters or DrResourceGroup; without such a server, StandbyMode is"
                            + " cold and the failover makes one.");
        }
    }
}
