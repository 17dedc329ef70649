package scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testkit.CloudCommands;
import testkit.CloudCommands.Ran;
import testkit.JsonText;
import testkit.Scripts;

/// `scripts/azure-bootstrap prepare` makes what is missing, and only that.
final class AzurePrepareTest {
    private static final CloudCommands CLOUDS = CloudCommands.start();
    private static final String NOTHING = CLOUDS.snapshot();
    private static final String GROUP =
            "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/shop-lifeboat";
    private static final String STORAGE = GROUP + "/providers/Microsoft.Storage/storageAccounts/";
    private static final String BACKUPS = STORAGE + "shoplifeboat/blobServices/default/containers/backups";
    private static final String VAULT = GROUP + "/providers/Microsoft.KeyVault/vaults/shoplifeboat";

    private static final String ME = "33333333-3333-4333-8333-333333333333";
    private static final String TEAM = "44444444-4444-4444-8444-444444444444";
    private static final Map.Entry<String, String> READS = Map.entry(BACKUPS, "Storage Blob Data Reader");
    private static final Map.Entry<String, String> WRITES =
            Map.entry(STORAGE + "shoplifeboatweb/blobServices/default/containers/$web", "shop-lifeboat-write-blobs");

    private static Ran first = new Ran(-1, "", "");
    private static String prepared = "";

    @BeforeAll
    static void prepareOnce() {
        first = prepare();
        prepared = CLOUDS.snapshot();
    }

    @AfterAll
    static void end() {
        CLOUDS.close();
    }

    private static Ran prepare(String... more) {
        var arguments = new ArrayList<>(List.of("prepare", "--name", "shop", "--location", "koreacentral"));
        arguments.addAll(List.of("--account", "shoplifeboat"));
        arguments.addAll(List.of(more));
        return CLOUDS.run("azure-bootstrap", arguments.toArray(String[]::new));
    }

    @Test
    void theFirstRunMakesEverythingAndTellsTheParameters() {
        CLOUDS.put(prepared);
        assertThat(first.err()).isEmpty();
        assertThat(first.status()).isZero();
        assertThat(CLOUDS.list("groups")).asString().contains("shop-lifeboat", "shop-dr");
        assertThat(CLOUDS.list("apps"))
                .extracting(app -> app.get("displayName"))
                .containsExactly("shop-lifeboat-backup", "shop-lifeboat-restore", "shop-lifeboat-failover");
        assertThat(first.out())
                .contains("AzureTenantId=22222222-2222-4222-8222-222222222222")
                .contains("AzureSubscriptionId=11111111-1111-4111-8111-111111111111")
                .contains("AzureClientId=" + clientOf("shop-lifeboat-backup") + "\n")
                .contains("AzureRestoreClientId=" + clientOf("shop-lifeboat-restore") + "\n")
                .contains("AzureFailoverClientId=" + clientOf("shop-lifeboat-failover") + "\n")
                .contains("DrResourceGroup=shop-dr\n", "DrAddress=203.0.113.10\n")
                .contains("BackupStore=az://shoplifeboat/backups\n")
                .contains("GatesHost=shoplifeboatweb.z12.web.core.windows.net\n");
    }

    private static Object clientOf(String application) {
        return CLOUDS.list("apps").stream()
                .filter(app -> application.equals(app.get("displayName")))
                .map(app -> String.valueOf(app.get("appId")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyIdentityHasItsRightsWhereItNeedsThemAndNoOthers() {
        CLOUDS.put(prepared);
        String identities = GROUP + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/";
        assertThat(rights("shop-lifeboat-backup")).containsOnly(Map.entry(BACKUPS, "shop-lifeboat-write-blobs"));
        assertThat(rights("shop-lifeboat-restore")).containsOnly(Map.entry(BACKUPS, "shop-lifeboat-prune-blobs"));
        assertThat(rights("shop-lifeboat-failover"))
                .containsOnly(
                        Map.entry(BACKUPS, "shop-lifeboat-write-blobs"),
                        Map.entry(STORAGE + "shoplifeboat", "Storage Blob Delegator"),
                        Map.entry(
                                STORAGE + "shoplifeboatweb/blobServices/default/containers/$web",
                                "shop-lifeboat-write-blobs"),
                        Map.entry(
                                "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/shop-dr",
                                "shop-lifeboat-dr-site"),
                        Map.entry(identities + "shop-gateway", "Managed Identity Operator"),
                        Map.entry(identities + "shop-app", "Managed Identity Operator"));
        assertThat(CLOUDS.list("assignments")).hasSize(11);
    }

    @Test
    void whoRunsItMayReadTheBackupsAndWriteThePageAndNoMore() {
        CLOUDS.put(prepared);
        assertThat(rightsOf(Set.of(ME))).containsOnly(READS, WRITES);
    }

    @Test
    void theGroupThatIsNamedMayInstead() {
        CLOUDS.put(NOTHING);
        var ran = prepare("--operators", TEAM);
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(rightsOf(Set.of(TEAM))).containsOnly(READS, WRITES);
        assertThat(rightsOf(Set.of(ME))).isEmpty();
        assertThat(prepare("--operators", TEAM).lines("granted")).isEmpty();
    }

    @Test
    void whereAProgramIsSignedInTheOperatorsAreAskedFor() {
        CLOUDS.put(NOTHING.replace(ME, ""));
        var ran = prepare();
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.lines("later")).anyMatch(line -> line.contains("name a group by --operators"));
        assertThat(CLOUDS.list("assignments")).hasSize(9);
    }

    @Test
    void theParametersLeaveTheStandbyAsAPersonMadeIt() {
        assertThat(drParameters(first))
                .containsEntry("deployDatabase", false)
                .containsEntry("databaseServer", "shop-dr-db");
        assertThat(first.out()).contains("  TargetHost=shop-dr-db.mysql.database.azure.com\n");
        CLOUDS.put(prepared);
        CLOUDS.edit(state -> state.put("servers", List.of(Map.of("name", "warm", "resourceGroup", "Shop-DR"))));
        var ran = prepare("--standby", "warm");
        assertThat(drParameters(ran)).containsEntry("databaseServer", "warm");
        assertThat(ran.out()).contains("  TargetHost=warm.mysql.database.azure.com\n");
        assertThat(ran.lines("is there    the standby warm")).hasSize(1);
    }

    /// A misspelled one would be refused in the night of the failover only.
    @Test
    void everyParameterIsOneOfTheSitesTemplate() throws IOException {
        var template = Files.readString(Scripts.root().resolve("functions/failover/dr-site.arm.json"));
        var known = (Map<?, ?>)
                Objects.requireNonNull(new JsonText(template).members().get("parameters"));
        drParameters(first).forEach((name, value) -> {
            assertThat(known.containsKey(name)).as(name).isTrue();
            assertThat(((Map<?, ?>) Objects.requireNonNull(known.get(name))).get("type"))
                    .isEqualTo(value instanceof Boolean ? "bool" : "string");
        });
    }

    private static Map<String, @Nullable Object> drParameters(Ran ran) {
        String out = ran.out();
        return new JsonText(out.substring(out.indexOf("\n{\n"), out.indexOf("\n}\n") + 2)).members();
    }

    @Test
    void aStandbyThatAFailoverWouldNotFindIsRefusedBeforeAnythingIsMade() {
        CLOUDS.put(NOTHING);
        CLOUDS.edit(state -> state.put("servers", List.of(Map.of("name", "shop-dr-db", "resourceGroup", "other"))));
        var ran = prepare();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("error: the standby shop-dr-db is in the resource group other (");
        assertThat(CLOUDS.changes()).isEmpty();
    }

    private static Map<String, String> rights(String application) {
        var principals = CLOUDS.list("sps").stream()
                .filter(sp -> application.equals(sp.get("displayName")))
                .map(sp -> String.valueOf(sp.get("id")))
                .collect(Collectors.toSet());
        return rightsOf(principals);
    }

    private static Map<String, String> rightsOf(Set<String> principals) {
        return CLOUDS.list("assignments").stream()
                .filter(one -> principals.contains(String.valueOf(one.get("principalId"))))
                .collect(Collectors.toMap(
                        one -> String.valueOf(one.get("scope")), one -> String.valueOf(one.get("roleDefinitionName"))));
    }

    @Test
    void nobodyCanReachTheStorageByAKeyOrWithoutAName() {
        CLOUDS.put(prepared);
        assertThat(CLOUDS.list("accounts"))
                .hasSize(2)
                .allSatisfy(account -> assertThat(account)
                        .containsEntry("allowSharedKeyAccess", false)
                        .containsEntry("allowBlobPublicAccess", false)
                        .containsEntry("enableHttpsTrafficOnly", true)
                        .containsEntry("minimumTlsVersion", "TLS1_2")
                        .containsEntry("kind", "StorageV2"));
        assertThat(containers(0))
                .filteredOn(container -> "backups".equals(container.get("name")))
                .singleElement()
                .satisfies(container -> assertThat(container)
                        .containsEntry("hasImmutabilityPolicy", true)
                        .containsEntry("period", 14)
                        .containsEntry("immutableStorageWithVersioning", Map.of("enabled", true)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> containers(int account) {
        var containers = CLOUDS.list("accounts").get(account).getOrDefault("containers", List.of());
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(containers);
    }

    @Test
    void theSecondRunChangesNothingAndTellsTheSame() {
        CLOUDS.put(prepared);
        var second = prepare();
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(CLOUDS.snapshot()).isEqualTo(prepared);
        assertThat(second.lines("created", "corrected", "granted", "set")).isEmpty();
        assertThat(parameters(second)).isEqualTo(parameters(first));
    }

    private static String parameters(Ran ran) {
        return ran.out().substring(ran.out().indexOf("Parameters for"));
    }

    @Test
    void theSecretsAreGivenToOneIdentityEachAsSoonAsTheyAreThere() {
        CLOUDS.put(prepared);
        assertThat(first.lines("later")).hasSize(3).anyMatch(line -> line.contains("shop-dr-db is not in shop-dr yet"));
        CLOUDS.edit(state -> vault(state, List.of("site"), List.of("database-password", "something-else")));
        var ran = prepare();
        assertThat(ran.lines("granted")).hasSize(2);
        assertThat(CLOUDS.list("assignments"))
                .filteredOn(one -> "Key Vault Secrets User".equals(one.get("roleDefinitionName")))
                .extracting(one -> one.get("scope"))
                .containsExactly(VAULT + "/secrets/site", VAULT + "/secrets/database-password");
    }

    @SuppressWarnings("unchecked")
    private static void vault(Map<String, @Nullable Object> state, List<String> certificates, List<String> secrets) {
        var vaults = (List<Map<String, Object>>) Objects.requireNonNull(state.get("vaults"));
        vaults.getFirst().put("certificates", certificates);
        vaults.getFirst().put("secrets", secrets);
    }

    @Test
    void whatSomebodyLoosenedIsCorrected() {
        CLOUDS.put(prepared.replaceFirst("\"allowSharedKeyAccess\": ?false", "\"allowSharedKeyAccess\":true")
                .replaceFirst("containers/blobs/write\"", "containers/blobs/delete\""));
        var ran = prepare();
        assertThat(ran.lines("corrected"))
                .containsExactly(
                        "corrected   the storage account shoplifeboat",
                        "corrected   the role shop-lifeboat-write-blobs");
        assertThat(CLOUDS.snapshot()).doesNotContain("\"allowSharedKeyAccess\": true");
        assertThat(CLOUDS.list("roles").getFirst()).asString().doesNotContain("delete");
    }

    @Test
    void aDryRunChangesNothingAndPrintsWhatARealOneRuns() {
        CLOUDS.put(NOTHING);
        var ran = prepare("--dry-run");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(new JsonText(CLOUDS.snapshot()).members()).isEqualTo(new JsonText(NOTHING).members());
        CLOUDS.put(prepared);
        assertThat(ran.lines("az ")).hasSameSizeAs(CLOUDS.changes());
        CLOUDS.changes().forEach(command -> assertThat(ran.out()).contains("\naz " + command + " --"));
    }

    @Test
    void whatStoppedHalfWayGoesOnWhereItWas() {
        CLOUDS.put(NOTHING);
        CLOUDS.edit(state -> fault(state, "ad sp create", "Insufficient privileges to complete the operation.", 1));
        var stopped = prepare();
        assertThat(stopped.status()).isEqualTo(1);
        assertThat(stopped.err())
                .contains("Insufficient privileges to complete the operation.")
                .contains("error: az ad sp create failed (");
        assertThat(CLOUDS.changes()).isNotEmpty().doesNotContain("role assignment create");
        assertThat(prepare().status()).isZero();
        var inTwoRuns = CLOUDS.changes();
        CLOUDS.put(prepared);
        assertThat(inTwoRuns).isEqualTo(CLOUDS.changes());
    }

    @Test
    void aPrincipalThatAzureDoesNotKnowYetIsWaitedFor() {
        CLOUDS.put(NOTHING);
        CLOUDS.edit(state -> fault(state, "role assignment create", "(PrincipalNotFound) Principal does not exist", 3));
        var ran = prepare();
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.lines("waits")).hasSize(1);
        assertThat(CLOUDS.list("assignments")).hasSize(11);
    }

    private static void fault(Map<String, @Nullable Object> state, String command, String message, int times) {
        state.put("faults", List.of(Map.of("command", command, "message", message, "times", times)));
    }

    @Test
    void withoutALoginNothingIsTried() {
        CLOUDS.put(NOTHING.replace("\"login\": true", "\"login\": false"));
        var ran = prepare();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err()).contains("error: you are not logged in to Azure (az login");
        assertThat(CLOUDS.changes()).isEmpty();
    }

    @Test
    void anAccountOfSomebodyElseIsRefusedBeforeAnythingIsMade() {
        CLOUDS.put(NOTHING);
        var ran = prepare("--web-account", "somebodyelses");
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("error: the storage account somebodyelses belongs to somebody else (");
        assertThat(CLOUDS.changes()).isEmpty();
    }

    @Test
    void twoApplicationsOfOneNameAreRefused() {
        CLOUDS.put(prepared.replace("shop-lifeboat-restore", "shop-lifeboat-backup"));
        var ran = prepare();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err()).contains("there are several Entra applications shop-lifeboat-backup");
    }

    @ParameterizedTest
    @CsvSource({
        "--name, Shop",
        "--name, s'; rm -rf ~; '",
        "--name, shop-",
        "--location, Korea Central",
        "--account, shop_lifeboat",
        "--account, a-name-that-is-much-too-long",
        "--resource-group, shop/lifeboat",
        "--dr-group, $(id)",
        "--keep-days, 366",
        "--zones, '1,4'",
        "--subscription, mine",
        "--vault, -vault",
        "--standby, Standby_1",
        "--operators, the-night-shift",
    })
    void oddNamesAreRefusedBeforeAnythingIsAsked(String option, String odd) {
        CLOUDS.put(NOTHING);
        var ran = prepare(option, odd);
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).startsWith("error: " + option + " \"" + odd + "\" cannot be (");
        assertThat(CLOUDS.changes()).isEmpty();
    }

    @Test
    void theGroupsAndTheAccountsMustDiffer() {
        assertThat(prepare("--dr-group", "shop-lifeboat").status()).isEqualTo(3);
        assertThat(prepare("--web-account", "shoplifeboat").status()).isEqualTo(3);
    }

    @Test
    void theHelpNamesEveryOption() {
        var help = CLOUDS.run("azure-bootstrap", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(Set.of("--name", "--location", "--account", "--web-account", "--vault", "--resource-group"))
                .contains(Set.of("--standby", "--operators"))
                .contains(Set.of("--dr-group", "--keep-days", "--zones", "--subscription", "--stack", "--region"))
                .contains(Set.of("--prune", "--dry-run"));
        assertThat(CLOUDS.run("azure-bootstrap", "prepare", "--prune").err())
                .startsWith("error: prepare does not know --prune (");
        assertThat(CLOUDS.run("azure-bootstrap", "prepare", "--name").status()).isEqualTo(2);
    }
}
