package scripts;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.azure.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import testkit.JsonText;
import testkit.Scripts;

/// The roles in `scripts/azure/` allow what the code does, and nothing that would harm the backups.
final class AzureRolesTest {
    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";
    private static final String FIREWALL = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/";

    private static Map<String, @Nullable Object> role(String name) throws IOException {
        return new JsonText(Files.readString(Scripts.root().resolve("scripts/azure/" + name + ".json"))).members();
    }

    @SuppressWarnings("unchecked")
    private static List<String> actions(String role, String kind) throws IOException {
        return (List<String>) Objects.requireNonNull(role(role).get(kind));
    }

    /// Blocks are put with `write`; `add` alone allows only blobs of a single request.
    @Test
    void theBackupReadsAndWritesBlobsAndNothingElse() throws IOException {
        assertThat(actions("write-blobs", "DataActions")).containsExactlyInAnyOrder(BLOBS + "read", BLOBS + "write");
        assertThat(actions("write-blobs", "Actions")).isEmpty();
    }

    @Test
    void theRestoreAlsoDeletesBlobsButNeitherVersionsNorContainersNorPolicies() throws IOException {
        assertThat(actions("prune-blobs", "DataActions"))
                .containsExactlyInAnyOrder(BLOBS + "read", BLOBS + "write", BLOBS + "delete");
        assertThat(actions("prune-blobs", "Actions")).isEmpty();
    }

    @Test
    void theFailoverMayMakeEverythingThatTheTemplateHas() throws IOException {
        var allowed = lower(actions("dr-site", "Actions"));
        for (String type : templateTypes()) {
            if (!isAllOf(type)) {
                assertThat(allowed)
                        .as(type)
                        .contains(
                                (type + "/read").toLowerCase(Locale.ROOT), (type + "/write").toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void theFailoverMayLookAtAndDeleteWhateverItCleansUp() throws IOException {
        var allowed = lower(actions("dr-site", "Actions"));
        for (var type : ResourceType.values()) {
            String name = type.azureName();
            if (type != ResourceType.DEPLOYMENT && !isAllOf(name)) {
                assertThat(allowed)
                        .as(name)
                        .contains(
                                (name + "/read").toLowerCase(Locale.ROOT), (name + "/delete").toLowerCase(Locale.ROOT));
            }
        }
    }

    @Test
    void theFailoverMayStartAndStopItsParts() throws IOException {
        assertThat(actions("dr-site", "Actions"))
                .contains(
                        "Microsoft.Compute/virtualMachines/start/action",
                        "Microsoft.Compute/virtualMachines/deallocate/action",
                        "Microsoft.Network/applicationGateways/start/action",
                        "Microsoft.Network/applicationGateways/stop/action",
                        "Microsoft.DBforMySQL/flexibleServers/start/action",
                        "Microsoft.DBforMySQL/flexibleServers/stop/action",
                        "Microsoft.Resources/deployments/write",
                        "Microsoft.Resources/deployments/validate/action",
                        "Microsoft.Resources/deployments/whatIf/action",
                        "Microsoft.Resources/subscriptions/resourceGroups/resources/read");
    }

    /// What Azure asks for when a resource is put into, or on, another one.
    @Test
    void whatTheTemplateTiesTogetherMayBeTied() throws IOException {
        assertThat(actions("dr-site", "Actions"))
                .contains(
                        "Microsoft.Network/virtualNetworks/subnets/join/action",
                        "Microsoft.Network/virtualNetworks/join/action",
                        "Microsoft.Network/networkSecurityGroups/join/action",
                        "Microsoft.Network/natGateways/join/action",
                        "Microsoft.Network/publicIPAddresses/join/action",
                        "Microsoft.Network/networkInterfaces/join/action",
                        "Microsoft.Network/privateDnsZones/join/action",
                        "Microsoft.DBforMySQL/flexibleServers/privateEndpointConnectionsApproval/action");
    }

    @Test
    void theFailoverMayNotTouchStorageSecretsOrRights() throws IOException {
        var types = templateTypes();
        for (String action : actions("dr-site", "Actions")) {
            assertThat(action)
                    .doesNotStartWith("Microsoft.Storage/")
                    .doesNotStartWith("Microsoft.KeyVault/")
                    .doesNotStartWith("Microsoft.Authorization/");
            assertThat(action.contains("*")).as(action).isEqualTo(action.equals(FIREWALL + "*"));
            assertThat(action)
                    .matches(text -> text.startsWith("Microsoft.Resources/")
                            || text.startsWith("Microsoft.Compute/disks/")
                            || text.startsWith("Microsoft.Network/virtualNetworks/subnets/")
                            || types.stream().anyMatch(type -> text.startsWith(type + "/")));
        }
        assertThat(actions("dr-site", "DataActions")).isEmpty();
    }

    @Test
    void everyRoleIsForOneSiteAndOneGroup() throws IOException {
        for (String name : List.of("write-blobs", "prune-blobs", "dr-site")) {
            assertThat(role(name))
                    .containsEntry("Name", "@NAME@-lifeboat-" + name)
                    .containsEntry("AssignableScopes", List.of("@SCOPE@"))
                    .containsEntry("NotActions", List.of())
                    .containsEntry("NotDataActions", List.of());
        }
    }

    @Test
    void theDocumentTellsWhyEachKindOfRightIsNeeded() throws IOException {
        String document = Files.readString(Scripts.root().resolve("docs/azure.md"));
        var kinds = new TreeSet<String>();
        for (String action : actions("dr-site", "Actions")) {
            String[] words = action.split("/", -1);
            kinds.add(words[0] + "/" + words[1]);
        }
        assertThat(kinds).allSatisfy(kind -> assertThat(document).contains("`" + kind + "`"));
        assertThat(document).contains("`" + BLOBS + "write`", "`" + BLOBS + "delete`");
    }

    private static boolean isAllOf(String type) {
        return (type + "/").equalsIgnoreCase(FIREWALL);
    }

    private static Set<String> lower(List<String> actions) {
        return actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /// The types in `dr-site.arm.json`, but for the storage account that it makes only on demand.
    private static Set<String> templateTypes() throws IOException {
        String template = Files.readString(Scripts.root().resolve("functions/failover/dr-site.arm.json"));
        var resources = (List<?>)
                Objects.requireNonNull(new JsonText(template).members().get("resources"));
        return resources.stream()
                .map(resource -> String.valueOf(((Map<?, ?>) resource).get("type")))
                .filter(type -> !type.startsWith("Microsoft.Storage/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
