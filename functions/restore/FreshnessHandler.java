package restore;

import base.Settings;
import catalog.BackupCatalog;
import catalog.Entry;
import cloud.aws.DynamoCatalog;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.MetricsFactory;

/// Lambda `FreshnessFunction`: tells every hour how old the newest verified backup is, by the moment that it
/// shows. That is what would be lost tonight. If this function does not run either, the missing figure is the
/// alarm.
public final class FreshnessHandler implements RequestHandler<ScheduledEvent, String> {
    private final BackupCatalog catalog;
    private final String source;
    private final RestoreMetrics metrics;
    private final Clock clock;

    /// For Lambda: wires real clients from the environment.
    public FreshnessHandler() {
        this(
                Settings.read(System.getenv(), settings ->
                        new String[] {settings.text("SOURCE_NAME"), settings.text("CATALOG_TABLE")}),
                Clock.systemUTC());
    }

    private FreshnessHandler(String[] sourceAndTable, Clock clock) {
        this(
                new DynamoCatalog(
                        DynamoDbClient.builder()
                                .httpClient(UrlConnectionHttpClient.create())
                                .build(),
                        sourceAndTable[1],
                        clock),
                sourceAndTable[0],
                new RestoreMetrics(MetricsFactory.getMetricsInstance()),
                clock);
    }

    FreshnessHandler(BackupCatalog catalog, String source, RestoreMetrics metrics, Clock clock) {
        this.catalog = catalog;
        this.source = source;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Returns the age in words.
    @Override
    public String handleRequest(ScheduledEvent event, Context context) {
        return PowertoolsLogging.withLogging(context, () -> {
            Instant newest = catalog.newestVerified(source).map(Entry::moment).orElse(Instant.EPOCH);
            var age = Duration.between(newest, clock.instant());
            metrics.age(source, age);
            return newest.equals(Instant.EPOCH)
                    ? "no backup of " + source + " was ever verified"
                    : "the newest verified backup of " + source + " is " + age.toHours() + " hours old";
        });
    }
}
