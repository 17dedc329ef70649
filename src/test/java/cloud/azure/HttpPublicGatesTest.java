package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import base.Deadline;
import base.TransientFailure;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.sun.net.httpserver.HttpServer;
import incident.Gate;
import incident.GateState;
import incident.Gates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import testkit.SharedClouds;
import testkit.StaticWebsite;

/// Through a static website before Azurite.
final class HttpPublicGatesTest {
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final StaticWebsite website = StaticWebsite.start(container, "shop.z12.web.core.windows.net");
    private final HttpPublicGates gates = new HttpPublicGates(website.url());

    @AfterEach
    void end() {
        website.close();
    }

    @Test
    void whatIsWrittenIsSeen() {
        var store = new AzureGateStore(container);
        assertThat(gates.look(Gate.DR_OPEN)).isEmpty();
        var state = new GateState(true, 1, "f", Instant.parse("2026-01-01T00:00:00Z"));
        store.create(Gate.DR_OPEN, state);
        assertThat(gates.look(Gate.DR_OPEN)).contains(state);
    }

    @Test
    void theWholeMoveThereAndBackIsSeen() {
        var rules = new Gates(new AzureGateStore(container), gates, Clock.systemUTC(), () -> {});
        rules.open(7, "f", Deadline.in(Duration.ofSeconds(20), Clock.systemUTC()));
        assertThat(gates.look(Gate.PRIMARY_BLOCKED)).map(GateState::open).contains(true);
        assertThat(gates.look(Gate.DR_OPEN)).map(GateState::open).contains(true);
        rules.shut(7, "f", Deadline.in(Duration.ofSeconds(20), Clock.systemUTC()));
        assertThat(gates.look(Gate.PRIMARY_BLOCKED)).map(GateState::open).contains(false);
        assertThat(gates.look(Gate.DR_OPEN)).map(GateState::open).contains(false);
    }

    @Test
    void aTextOfSomebodyElseIsNeitherOpenNorShut() {
        container.getBlobClient(Gate.DR_OPEN.blob()).upload(BinaryData.fromString("\"state\":\"open\""));
        assertThatThrownBy(() -> gates.look(Gate.DR_OPEN)).isInstanceOf(CorruptionFailure.class);
    }

    @Test
    void aDocumentForWhatIsMissingIsNotTakenForAGate() {
        container.getBlobClient("404.html").upload(BinaryData.fromString("<html>\"state\":\"open\"</html>"));
        assertThat(gates.look(Gate.DR_OPEN)).isEmpty();
    }

    @Test
    void aWebsiteThatDoesNotAnswerSaysNothing() {
        website.down(true);
        assertThatThrownBy(() -> gates.look(Gate.DR_OPEN))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("cannot look at the gate dr-open");
        website.close();
        assertThatThrownBy(() -> gates.look(Gate.DR_OPEN)).isInstanceOf(TransientFailure.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 304, 400, 403, 500, 503})
    void anyOtherAnswerSaysNothing(int status) throws Exception {
        try (var proxy = Proxy.answering(status, website.url(), 0)) {
            assertThatThrownBy(() -> new HttpPublicGates(proxy.url()).look(Gate.DR_OPEN))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageEndingWith("answers " + status);
        }
    }

    @Test
    void aWebsiteThatIsSilentIsNotWaitedForLong() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThatThrownBy(() -> new HttpPublicGates(url, Duration.ofMillis(200)).look(Gate.DR_OPEN))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageEndingWith("does not answer within 200 ms");
        }
    }

    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        try (var proxy = Proxy.answering(200, website.url(), 100_000)) {
            assertThatThrownBy(() -> new HttpPublicGates(proxy.url()).look(Gate.DR_OPEN))
                    .isInstanceOf(TransientFailure.class);
        }
    }

    /// Something between us and the website.
    private record Proxy(HttpServer server) implements AutoCloseable {
        static Proxy answering(int status, URI location, int length) throws Exception {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Location", location.toString());
                exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
                exchange.getResponseBody().write(new byte[length]);
                exchange.close();
            });
            server.start();
            return new Proxy(server);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
