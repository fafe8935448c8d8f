package dev.lockstep.platform.fetching;

import com.sun.net.httpserver.HttpServer;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.platform.spool.Spools;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A server at 127.0.0.2, which may be asked, and at every other loopback address, which may not. */
class FetchingTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private int port;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        port = server.getAddress().getPort();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(exchange.getLocalAddress().getAddress().getHostAddress() + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
            byte[] text = "Otters.".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.createContext("/to", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getQuery().replace("PORT", "" + port));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/missing", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/silent", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            silence();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(new byte[4096]);
                }
            }
        });
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 1 << 30);
            // The head alone stays in the server's buffer of later JDKs.
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            silence();
        });
        server.createContext("/zipped", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write(new byte[3]);
            exchange.close();
        });
        server.start();
    }

    private void silence() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private Fetching fetching(Resolution resolution, String... settings) {
        return new Fetching(Switched.on(port, settings), Spools.in(directory, VERTX), VERTX, resolution, null);
    }

    private Fetching fetching(String... settings) {
        return fetching(Resolution.SYSTEM, settings);
    }

    private FetchedDocument fetch(Fetching fetching, String url) {
        return fetching.fetch(url.replace("PORT", "" + port)).await().atMost(PATIENCE);
    }

    private void isRefused(Fetching fetching, String url, ErrorCode code, String helps) throws IOException {
        KnowledgeException refusal = catchThrowableOfType(KnowledgeException.class, () -> fetch(fetching, url));
        assertThat(refusal).as(url).isNotNull();
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal).hasMessageContaining(helps);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsOnly("spool-id");
        }
    }

    @Test
    void aDocumentComesWithItsNameAndType() throws IOException {
        FetchedDocument fetched = fetch(fetching(), "http://127.0.0.2:PORT/some/ott%C3%A4rs.txt?a=b#c");

        assertThat(Files.readString(fetched.content().path())).isEqualTo("Otters.");
        assertThat(fetched.fileName()).isEqualTo("ottärs.txt");
        assertThat(fetched.contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void redirectsAreFollowed() {
        FetchedDocument fetched = fetch(fetching(), "http://127.0.0.2:PORT/to?/to?/a.md");

        assertThat(fetched.fileName()).isEqualTo("a.md");
    }

    @Test
    void nothingIsFetchedUnlessSwitchedOn() throws IOException {
        isRefused(
                fetching("enabled", "false"), "http://127.0.0.2:PORT/", ErrorCode.URL_DISABLED, "lockstep.url.enabled");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT/, not on the public internet",
        "http://localhost:PORT/, not on the public internet",
        "http://127.1:PORT/, has no host",
        "http://2130706433:PORT/, not on the public internet",
        "http://[::1]:PORT/, not on the public internet",
        "http://[::ffff:127.0.0.1]:PORT/, not on the public internet",
        "http://0.0.0.0:PORT/, not on the public internet",
        "http://10.0.0.1:PORT/, not on the public internet",
        "http://127.0.0.2:PORT/to?http://127.0.0.1:PORT/, not on the public internet",
        "http://127.0.0.2:PORT/to?//localhost:PORT/, not on the public internet",
        "http://127.0.0.2:PORT/to?file:///etc/passwd, only http and https",
        "http://127.0.0.2:PORT/to?http://a:b@127.0.0.2:PORT/, a user or a password",
        "http://127.0.0.2:PORT/to?http://127.0.0.2:1/, lockstep.url.ports",
        "http://127.0.0.2/, lockstep.url.ports",
        "https://127.0.0.2/, lockstep.url.ports",
        "http://me@127.0.0.2:PORT/, a user or a password",
        "ftp://127.0.0.2:PORT/, only http and https",
        "file:///etc/passwd, only http and https",
        "/etc/passwd, only http and https",
        "http:///a, has no host"
    })
    void isRefused(String url, String helps) throws IOException {
        isRefused(fetching(), url, ErrorCode.URL_REFUSED, helps);
        assertThat(asked).isEmpty();
    }

    @Test
    void aHostWithOneAddressThatIsNotPublicIsRefused() throws IOException {
        Resolution mixed = host -> List.of(address("127.0.0.2"), address("127.0.0.1"));

        isRefused(
                fetching(mixed),
                "http://mixed.test:PORT/",
                ErrorCode.URL_REFUSED,
                "has an address that is not on the public internet");
        assertThat(asked).isEmpty();
    }

    /** A name server that answers otherwise the second time is not asked a second time. */
    @Test
    void theConnectionIsMadeToTheAddressThatWasChecked() {
        Queue<String> answers = new ConcurrentLinkedQueue<>(List.of("127.0.0.2", "127.0.0.1"));
        Resolution rebinding = host -> List.of(address(answers.remove()));

        FetchedDocument fetched = fetch(fetching(rebinding), "http://rebinding.test:PORT/");

        assertThat(fetched.content().bytes()).isEqualTo(7);
        assertThat(asked).containsExactly("127.0.0.2 rebinding.test:" + port);
        assertThat(answers).containsExactly("127.0.0.1");
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @Test
    void whatAServerDoesWrongIsSaid() throws IOException {
        String at = "http://127.0.0.2:PORT";
        Resolution nowhere = host -> {
            throw new UnknownHostException(host);
        };
        isRefused(fetching(), at + "/missing", ErrorCode.URL_FAILED, "answers 404");
        isRefused(fetching(), at + "/zipped", ErrorCode.URL_FAILED, "gzip");
        isRefused(fetching(), at + "/to?/to?/to?/a", ErrorCode.URL_FAILED, "more than 2 times");
        isRefused(
                fetching(nowhere),
                "http://nowhere.test:PORT/",
                ErrorCode.URL_FAILED,
                "the host nowhere.test is unknown");
        isRefused(fetching("ports", "1"), "http://127.0.0.2:1/", ErrorCode.URL_FAILED, "has not answered");
    }

    @Test
    void itIsBoundedInSizeAndTime() throws IOException {
        String at = "http://127.0.0.2:PORT";
        isRefused(fetching(), at + "/large", ErrorCode.BODY_TOO_LARGE, "lockstep.url.max-size");
        isRefused(fetching(), at + "/endless", ErrorCode.BODY_TOO_LARGE, "lockstep.url.max-size");
        isRefused(fetching("time-limit", "300ms"), at + "/silent", ErrorCode.URL_TIMED_OUT, "lockstep.url.time-limit");
    }
}
