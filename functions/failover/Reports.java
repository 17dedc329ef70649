package failover;

import cloud.azure.AzurePages;
import engine.format.Json;
import failover.report.ReportJson;
import failover.report.ReportPage;
import incident.Failover;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;

/// Where reports lie: beside the backups, in a folder of their own, as a page and as JSON.
final class Reports {
    private final Supplier<AzurePages> pages;

    Reports(Supplier<AzurePages> pages) {
        this.pages = pages;
    }

    /// Writes the report, in the place of an earlier one of the same failover, and returns a link to the page.
    String publish(Failover failover, Instant now) {
        String name = "reports/" + failover.id();
        var store = pages.get();
        store.put(name + ".json", "application/json", Json.bytes(ReportJson.of(failover, now)));
        store.put(
                name + ".html",
                "text/html; charset=utf-8",
                ReportPage.html(failover, now).getBytes(StandardCharsets.UTF_8));
        return store.link(name + ".html");
    }

    /// Fails if no report could be published, as far as that shows without writing one.
    void rehearse() {
        pages.get().check();
    }
}
