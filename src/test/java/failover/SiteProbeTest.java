package failover;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A look ends soon, whatever the site does.
@Timeout(value = 8, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SiteProbeTest {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    private final SiteProbe probe = new SiteProbe(PATIENCE);

    /// Takes every connection, says `word`, and then nothing more.
    private record Stalled(ServerSocket socket) implements AutoCloseable {
        static Stalled saying(String word) throws IOException {
            var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        socket.accept().getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException e) {
                    assertThat(socket.isClosed()).as("%s", e).isTrue();
                }
            });
            return new Stalled(socket);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/health");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/health");
    }

    private static HttpServer answering(int status, int length) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isFirst = exchange.getRequestURI().getPath().equals("/health");
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(isFirst ? status : 500, length == 0 ? -1 : length);
            exchange.getResponseBody().write(new byte[length]);
            exchange.close();
        });
        server.start();
        return server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", HEAD, HEAD + "half"})
    void aSiteThatFallsSilentDoesNotAnswer(String word) throws Exception {
        try (var site = Stalled.saying(word)) {
            long begin = System.nanoTime();
            var seen = probe.look(site.url());
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.plusSeconds(1));
            assertThat(seen.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("127.0.0.1 does not answer"));
        }
    }

    @Test
    void aLookTakesNoLongerThanItsPatience() {
        assertThat(SiteProbe.PATIENCE).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void manySilentSitesAreLookedAtAtOnce() throws Exception {
        try (var site = Stalled.saying(HEAD)) {
            long begin = System.nanoTime();
            assertThat(probe.primaryAnswers(Collections.nCopies(16, site.url())))
                    .isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.plusSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, true", "204, true", "302, true", "308, true", "404, false", "500, false", "503, false"})
    void aRedirectIsAnAnswerAndNotFollowed(int status, boolean isWell) throws Exception {
        var server = answering(status, 0);
        try {
            assertThat(probe.look(url(server)).isWell()).isEqualTo(isWell);
            assertThat(probe.primaryAnswers(List.of(url(server)))).isEqualTo(isWell);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void ofALongPageTheBeginningIsEnough() throws Exception {
        var server = answering(200, 50_000_000);
        try {
            assertThat(probe.look(url(server)).problem()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whereNobodyListensNobodyAnswers() throws Exception {
        var site = Stalled.saying("");
        site.close();
        assertThat(probe.look(site.url()).problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("does not answer").contains("ConnectException"));
    }

    @Test
    void oneAddressThatAnswersIsThePrimary() throws Exception {
        var server = answering(200, 10);
        try (var site = Stalled.saying(HEAD)) {
            assertThat(probe.primaryAnswers(List.of(site.url(), url(server)))).isTrue();
        } finally {
            server.stop(0);
        }
    }
}
