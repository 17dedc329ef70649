package scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import testkit.CloudCommands;
import testkit.CloudCommands.Ran;
import testkit.JsonText;
import testkit.Template;

/// `scripts/azure-bootstrap trust` names each function's role to the one application that the function says it is.
final class AzureTrustTest {
    private static final CloudCommands CLOUDS = CloudCommands.start();
    private static final String START = CLOUDS.snapshot();
    private static final String ISSUER = "https://a1b2c3d4.tokens.sts.global.api.aws";

    /// Which parameter of the template names an application.
    private static final Map<String, String> PARAMETERS =
            Map.of("AzureClientId", "backup", "AzureRestoreClientId", "restore", "AzureFailoverClientId", "failover");

    @AfterAll
    static void end() {
        CLOUDS.close();
    }

    /// The stack with these outputs, and the three applications.
    private static void deployed(Map<String, String> outputs) {
        CLOUDS.put(START);
        deploy(outputs);
        CLOUDS.edit(state -> state.put(
                "apps",
                List.of("backup", "restore", "failover").stream()
                        .map(purpose -> Map.of(
                                "id",
                                purpose,
                                "appId",
                                "app-" + purpose,
                                "displayName",
                                "shop-lifeboat-" + purpose,
                                "credentials",
                                List.of()))
                        .toList()));
    }

    private static void deploy(Map<String, String> outputs) {
        deployAll(Map.of("ap-northeast-2/lifeboat", outputs));
    }

    @SuppressWarnings("unchecked")
    private static void deployAll(Map<String, Map<String, String>> stacks) {
        CLOUDS.edit(state -> ((Map<String, Object>) Objects.requireNonNull(state.get("aws"))).put("stacks", stacks));
    }

    private static Ran trust(String... more) {
        return trustStack("lifeboat", "ap-northeast-2", more);
    }

    private static Ran trustStack(String stack, String region, String... more) {
        var arguments = new ArrayList<>(List.of("trust", "--name", "shop", "--stack", stack));
        arguments.addAll(List.of("--region", region));
        arguments.addAll(List.of(more));
        return CLOUDS.run("azure-bootstrap", arguments.toArray(String[]::new));
    }

    private static String role(String name) {
        return "arn:aws:iam::123456789012:role/lifeboat-" + name + "FunctionRole-AB12CD34";
    }

    /// Name and subject of each credential of an application.
    @SuppressWarnings("unchecked")
    private static Map<String, String> trusted(String purpose) {
        var trusted = new TreeMap<String, String>();
        CLOUDS.list("apps").stream()
                .filter(app -> ("shop-lifeboat-" + purpose).equals(app.get("displayName")))
                .flatMap(app -> ((List<Map<String, Object>>) Objects.requireNonNull(app.get("credentials"))).stream())
                .peek(credential -> assertThat(credential)
                        .containsEntry("issuer", ISSUER)
                        .containsEntry("audiences", List.of("api://AzureADTokenExchange")))
                .forEach(credential ->
                        trusted.put(String.valueOf(credential.get("name")), String.valueOf(credential.get("subject"))));
        return trusted;
    }

    @Test
    void everyFunctionIsTrustedByTheApplicationThatItsSettingsName() {
        var template = Template.read();
        var outputs = new HashMap<String, String>();
        var wanted = new HashMap<String, Map<String, String>>();
        for (String output : template.map("Outputs").keySet()) {
            if (output.endsWith("RoleArn")) {
                String function = output.replaceFirst("RoleArn$", "");
                outputs.put(output, role(function));
                wanted.computeIfAbsent(purpose(template, function), purpose -> new TreeMap<>())
                        .put("lifeboat-ap-northeast-2-" + function, role(function));
            }
        }
        outputs.put("FailoverTableName", "lifeboat-failovers");
        deployed(outputs);
        var ran = trust();
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(wanted).containsOnlyKeys("backup", "restore", "failover");
        wanted.forEach((purpose, credentials) -> assertThat(trusted(purpose)).isEqualTo(credentials));
    }

    private static String purpose(Template template, String function) {
        var id = template.map("Resources", function + "Function", "Properties", "Environment", "Variables")
                .get("AZURE_CLIENT_ID");
        return PARAMETERS.entrySet().stream()
                .filter(parameter -> firstReference(id).equals(parameter.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(function + " is " + id));
    }

    /// Of `!If [WithRestoreClient, !Ref AzureRestoreClientId, !Ref AzureClientId]` it is the one that is meant.
    private static String firstReference(@Nullable Object node) {
        return switch (node) {
            case Map<?, ?> map when map.get("!Ref") instanceof String name -> name;
            case Map<?, ?> map when map.get("!If") instanceof List<?> choice -> firstReference(choice.get(1));
            case null, default -> "";
        };
    }

    @Test
    void theSecondRunChangesNothing() {
        deployed(Map.of("BackupRoleArn", role("Backup"), "ReportRoleArn", role("Report")));
        assertThat(trust().lines("switched on", "created")).hasSize(3);
        String before = CLOUDS.snapshot();
        assertThat(trust().lines("created", "corrected", "switched on")).isEmpty();
        assertThat(CLOUDS.snapshot()).isEqualTo(before);
    }

    @Test
    void theRoleOfAStackThatWasDeployedAnewIsCorrected() {
        deployed(Map.of("BackupRoleArn", role("Backup")));
        trust();
        deploy(Map.of("BackupRoleArn", role("Backup") + "2"));
        assertThat(trust().lines("corrected")).hasSize(1);
        assertThat(trusted("backup"))
                .containsExactly(Map.entry("lifeboat-ap-northeast-2-Backup", role("Backup") + "2"));
    }

    @Test
    void aCredentialThatAPersonMadeIsTakenAsItIs() {
        deployed(Map.of("BackupRoleArn", role("Backup")));
        trust();
        CLOUDS.put(CLOUDS.snapshot().replace("lifeboat-ap-northeast-2-Backup", "made-by-hand"));
        assertThat(trust().lines("is there")).hasSize(2);
        CLOUDS.put(CLOUDS.snapshot().replace("api://AzureADTokenExchange", "api://something"));
        assertThat(trust().lines("corrected")).hasSize(1);
        assertThat(trusted("backup")).containsExactly(Map.entry("made-by-hand", role("Backup")));
    }

    @Test
    void aFunctionThatIsGoneIsNamedAndTrustedUntilSomebodySaysPrune() {
        deployed(Map.of("BackupRoleArn", role("Backup"), "RestoreRoleArn", role("Restore")));
        trust();
        deploy(Map.of("BackupRoleArn", role("Backup")));
        assertThat(trust().lines("leftover"))
                .singleElement()
                .asString()
                .contains("lifeboat-ap-northeast-2-Restore of shop-lifeboat-restore");
        assertThat(trusted("restore")).hasSize(1);
        assertThat(trust("--prune").lines("deleted")).hasSize(1);
        assertThat(trusted("restore")).isEmpty();
        assertThat(trusted("backup")).hasSize(1);
    }

    @Test
    void pruningLeavesTheCredentialsOfOtherStacksAlone() {
        deployed(Map.of("BackupRoleArn", role("Backup")));
        trust();
        CLOUDS.put(CLOUDS.snapshot().replace("lifeboat-ap-northeast-2-Backup", "lifeboat-us-east-1-Backup"));
        deploy(Map.of("BackupRoleArn", role("Backup") + "2"));
        trust("--prune");
        assertThat(trusted("backup")).containsOnlyKeys("lifeboat-us-east-1-Backup", "lifeboat-ap-northeast-2-Backup");
    }

    @Test
    void theStacksAtHomeAndAwayAreTrustedOneAfterTheOtherAndLeaveEachOtherAlone() {
        deployed(Map.of());
        deployAll(Map.of(
                "ap-northeast-2/lifeboat",
                Map.of("BackupRoleArn", role("Backup"), "RestoreRoleArn", role("Restore")),
                "us-east-1/lifeboat-away",
                Map.of("ReportRoleArn", role("Report"), "CleanUpRoleArn", role("CleanUp"))));
        trust();
        var away = trustStack("lifeboat-away", "us-east-1", "--prune");
        assertThat(away.status()).as(away.err()).isZero();
        assertThat(away.lines("created")).hasSize(2);
        assertThat(away.lines("leftover", "deleted", "corrected")).isEmpty();
        String both = CLOUDS.snapshot();
        var home = trust("--prune");
        assertThat(home.lines("leftover", "deleted", "corrected", "created")).isEmpty();
        assertThat(CLOUDS.snapshot()).isEqualTo(both);
        assertThat(trusted("backup")).containsOnlyKeys("lifeboat-ap-northeast-2-Backup");
        assertThat(trusted("restore")).containsOnlyKeys("lifeboat-ap-northeast-2-Restore");
        assertThat(trusted("failover"))
                .containsOnlyKeys("lifeboat-away-us-east-1-CleanUp", "lifeboat-away-us-east-1-Report");
    }

    @Test
    void aStackWhoseNameBeginsWithAnothersAndItsRegionKeepsItsCredentials() {
        deployed(Map.of());
        deployAll(Map.of(
                "us-east-1/lifeboat", Map.of("BackupRoleArn", role("Backup")),
                "us-west-2/lifeboat-us-east-1", Map.of("ReportRoleArn", role("Report"))));
        trustStack("lifeboat-us-east-1", "us-west-2");
        assertThat(trustStack("lifeboat", "us-east-1", "--prune").lines("leftover", "deleted"))
                .isEmpty();
        assertThat(trusted("failover")).containsOnlyKeys("lifeboat-us-east-1-us-west-2-Report");
    }

    @Test
    void theCredentialThatEntraWouldNotTakeIsRefusedByNameBeforeAnythingIsMade() {
        var outputs = new TreeMap<String, String>();
        IntStream.range(0, 21).forEach(i -> outputs.put("Step%02dRoleArn".formatted(i), role("Step" + i)));
        deployed(outputs);
        var ran = trust();
        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.err())
                .contains("error: shop-lifeboat-failover has no room for: lifeboat-ap-northeast-2-Step20 (");
        assertThat(CLOUDS.changes()).isEmpty();
        outputs.pollLastEntry();
        deploy(outputs);
        assertThat(trust().status()).isZero();
        assertThat(trusted("failover")).hasSize(20);
    }

    @Test
    void aDryRunChangesNothingInEitherCloud() {
        deployed(Map.of("BackupRoleArn", role("Backup")));
        String before = CLOUDS.snapshot();
        var ran = trust("--dry-run");
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.lines("aws iam enable-outbound-web-identity-federation "))
                .hasSize(1);
        assertThat(ran.lines("az ad app federated-credential create ")).hasSize(1);
        assertThat(CLOUDS.changes()).isEmpty();
        assertThat(new JsonText(CLOUDS.snapshot()).members()).isEqualTo(new JsonText(before).members());
    }

    @Test
    void eachLoginThatIsMissingIsNamed() {
        CLOUDS.put(START.replaceFirst("\"login\": true", "\"login\": false"));
        assertThat(trust().err()).contains("error: you are not logged in to Azure (az login");
        CLOUDS.put(START.replaceFirst("(?s)(\"aws\".*\"login\": )true", "$1false"));
        assertThat(trust().err()).contains("error: you are not logged in to AWS (");
    }

    @Test
    void aStackOfAnotherAccountOrWithoutRolesIsRefused() {
        deployed(Map.of("BackupRoleArn", role("Backup").replace("123456789012", "210987654321")));
        assertThat(trust().err()).contains("is not in the account 123456789012 (");
        deployed(Map.of("FailoverTableName", "lifeboat"));
        assertThat(trust().err()).contains("the stack lifeboat has no output ...RoleArn (");
        CLOUDS.put(START);
        assertThat(trust().err()).contains("Stack with id lifeboat does not exist");
        assertThat(CLOUDS.changes()).isEmpty();
    }

    @Test
    void withoutThePreparedApplicationsNothingIsTrusted() {
        CLOUDS.put(START);
        deploy(Map.of("BackupRoleArn", role("Backup")));
        var ran = trust();
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .contains("there is no Entra application shop-lifeboat-backup (scripts/azure-bootstrap prepare");
        assertThat(CLOUDS.changes()).isEmpty();
    }
}
