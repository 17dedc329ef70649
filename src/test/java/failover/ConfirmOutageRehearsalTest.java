package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Deadline;
import base.Pause;
import base.TransientFailure;
import com.sun.net.httpserver.HttpServer;
import incident.Failovers;
import incident.MemoryFailoverStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Addresses by which an outage could not be told from a mistake.
final class ConfirmOutageRehearsalTest {
    private final HttpServer server;

    ConfirmOutageRehearsalTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                if (exchange.getRequestURI().getPath().equals("/dr")) {
                    exchange.getResponseHeaders().add(SiteProbe.SITE_HEADER, SiteProbe.DR_SITE);
                }
                exchange.sendResponseHeaders(status(exchange.getRequestURI().getPath()), -1);
            }
        });
        server.start();
    }

    private static int status(String path) {
        return switch (path) {
            case "/404" -> 404;
            case "/503" -> 503;
            default -> 200;
        };
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static String rehearse(URI... urls) {
        var clock = Clock.systemUTC();
        var task = new ConfirmOutage(new SiteProbe(), List.of(urls), Duration.ofSeconds(6), clock, Pause.REAL);
        var failovers = new Failovers(new MemoryFailoverStore(), clock);
        return task.rehearse(new Task.Rehearsal(Deadline.none(clock), failovers));
    }

    @Test
    void aPrimaryThatAnswersIsCounted() {
        assertThat(rehearse(at("/health"))).isEqualTo("1 of 1 addresses of the primary answer");
    }

    @Test
    void aPrimaryThatIsDownIsWorthAWord() {
        assertThat(rehearse(at("/health"), URI.create("http://127.0.0.1:1/")))
                .startsWith("1 of 2 addresses of the primary answer; 127.0.0.1 does not answer");
    }

    /// It may be the look that fails, for a certificate or a firewall, and then every day is an outage.
    @Test
    void aPrimaryOfWhichNoAddressAnswersIsLookedAtAgain() {
        assertThatThrownBy(() -> rehearse(at("/503"), URI.create("http://127.0.0.1:1/")))
                .isInstanceOf(TransientFailure.class)
                .hasMessageStartingWith("no address of the primary answers; 127.0.0.1 answers 503; 127.0.0.1 does not");
        assertThatThrownBy(() -> rehearse(URI.create(at("/health").toString().replace("http:", "https:"))))
                .isInstanceOf(TransientFailure.class);
    }

    @Test
    void aPageThatIsNotThereWouldBeTakenForAnOutage() {
        assertThatThrownBy(() -> rehearse(at("/health"), at("/404")))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("answers 404, which is taken for an outage");
    }

    @Test
    void theDrSiteIsNoPrimary() {
        assertThatThrownBy(() -> rehearse(at("/dr")))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("is answered by the DR site");
    }
}
