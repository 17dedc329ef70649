package cli;

import base.ConfigurationFailure;
import cloud.aws.DynamoFailovers;
import cloud.aws.DynamoReadiness;
import cloud.aws.StepFunctions;
import incident.Executions;
import incident.Failovers;
import incident.Launch;
import incident.ReadinessStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/// The options that say where a site's failovers are kept and run. Region and login are those of the AWS SDK.
final class SiteAccess {
    @Option(
            names = "--site",
            paramLabel = "NAME",
            description = "The site, as SourceName of the stack; or LIFEBOAT_SITE.")
    private @Nullable String site;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The stack's output FailoverTableName; or LIFEBOAT_FAILOVER_TABLE.")
    private @Nullable String table;

    @Option(
            names = "--machine",
            paramLabel = "ARN",
            description = "The stack's output FailoverWorkflowArn; or LIFEBOAT_STATE_MACHINE.")
    private @Nullable String machine;

    private final Map<String, String> environment;
    private final Clock clock;

    SiteAccess(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    String site() {
        return given(site, "--site", "LIFEBOAT_SITE");
    }

    Failovers failovers() {
        return new Failovers(new DynamoFailovers(dynamo(), table(), site()), clock);
    }

    ReadinessStore readiness() {
        return new DynamoReadiness(dynamo(), table(), site());
    }

    private static DynamoDbClient dynamo() {
        return DynamoDbClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private String table() {
        return given(table, "--table", "LIFEBOAT_FAILOVER_TABLE");
    }

    Executions executions() {
        var sfn = SfnClient.builder().httpClient(UrlConnectionHttpClient.create());
        return new StepFunctions(sfn.build(), given(machine, "--machine", "LIFEBOAT_STATE_MACHINE"));
    }

    Launch launch() {
        return new Launch(failovers(), executions());
    }

    private String given(@Nullable String option, String name, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new ConfigurationFailure(
                        name + " is not given",
                        "Give it, or set " + variable + "; the stack's outputs have the values."));
    }
}
