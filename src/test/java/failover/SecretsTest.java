package failover;

import static org.assertj.core.api.Assertions.assertThat;

import base.Pause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testkit.Azurite;
import testkit.SharedClouds;
import testkit.ShopSite;

/// What a failover leaves behind, or sends to people, holds no secret: its state, its questions, its report.
final class SecretsTest extends FailoverStage {

    @Test
    void noSecretIsInStateReportMailOrTable() throws IOException {
        site.with("APPROVAL", "manual");
        site.primarySite().dead(true);
        alarm();
        LocalFailover.await(() -> !site.failovers().questions(newest().id()).isEmpty());
        var question = site.failovers().questions(newest().id()).getFirst();
        String token = question.token().reveal();
        assertThat(question.toString()).doesNotContain(token);
        site.wiring().executions().answer(token, Map.of("answer", "go"));
        site.failovers().answered(question, "approved");
        var failover = ended();
        Pause.REAL.sleep(Duration.ofMillis(50));

        var written = new ArrayList<String>();
        written.add(site.stepFunctions().run(failover.execution()).transcript().replace(token, ""));
        written.add(site.topic().mails().toString());
        written.add(failover.toString());
        written.add(site.items());
        for (String file : List.of(".json", ".html")) {
            try (var in = SharedClouds.get().store(container, "").read("reports/" + failover.id() + file)) {
                written.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(written)
                .allSatisfy(text -> assertThat(text)
                        .isNotEmpty()
                        .doesNotContain(LocalFailover.ADMIN_PASSWORD)
                        .doesNotContain(ShopSite.PASSWORD)
                        .doesNotContain(Azurite.KEY)
                        .doesNotContain(token));
    }

    /// The link in the mail opens one document, and nothing else.
    @Test
    void theLinkOpensTheReportAlone() throws Exception {
        site.prepareDrSite("running");
        site.primarySite().dead(true);
        alarm();
        var failover = ended();
        String mail = site.topic().mails().getLast().text();
        String link = mail.lines()
                .filter(line -> line.contains("reports%2F"))
                .findFirst()
                .orElseThrow()
                .strip();
        String url = link.substring(link.indexOf("http"));
        assertThat(get(url)).isEqualTo(200);
        assertThat(get(url.replace(failover.id() + ".html", failover.id() + ".json")))
                .isEqualTo(403);
        assertThat(get(url.substring(0, url.indexOf('?')))).isIn(403, 404, 409);
    }

    private static int get(String url) throws Exception {
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))
                    .build();
            return http.send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
