package dev.lockstep.platform.fetching;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.platform.spool.Spools;
import io.vertx.core.Vertx;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A server at 127.0.0.2 with a certificate for otters.test, which every name leads to. */
class FetchingOverTlsTest {

    private static final String NAME = "otters.test";
    private static final String PASSWORD = "of a test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Vertx vertx = Vertx.vertx();
    private Path store;
    private HttpsServer server;

    @BeforeEach
    void serve() throws Exception {
        store = certificate(directory.resolve("certificate.p12"));
        server = HttpsServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        server.setExecutor(threads);
        server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
        server.createContext("/", exchange -> {
            ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            asked.add(session.getRequestedServerNames() + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
            byte[] text = "Otters.".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
    }

    private static Path certificate(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        NAME,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "san=dns:" + NAME,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return store;
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private FetchedDocument fetch(String host, @Nullable TrustOptions trust) {
        int port = server.getAddress().getPort();
        Resolution everyName = name -> List.of(InetAddress.getByName("127.0.0.2"));
        Fetching fetching =
                new Fetching(Switched.on(port), Spools.in(directory.resolve("spool"), vertx), vertx, everyName, trust);
        return fetching.fetch("https://" + host + ":" + port + "/a.txt").await().atMost(PATIENCE);
    }

    private TrustOptions trustingTheCertificate() {
        return new PfxOptions().setPath(store.toString()).setPassword(PASSWORD);
    }

    @Test
    void theNameGoesIntoTheHandshakeAndTheCertificateIsForIt() throws IOException {
        FetchedDocument fetched = fetch(NAME, trustingTheCertificate());

        assertThat(Files.readString(fetched.content().path())).isEqualTo("Otters.");
        assertThat(asked)
                .containsExactly("[type=host_name (0), value=" + NAME + "] " + NAME + ":"
                        + server.getAddress().getPort());
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        isRefused("seals.test", trustingTheCertificate(), "seals.test");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        isRefused(NAME, null, "certification path");
    }

    private void isRefused(String host, @Nullable TrustOptions trust, String helps) {
        KnowledgeException refusal = catchThrowableOfType(KnowledgeException.class, () -> fetch(host, trust));
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).isEqualTo(ErrorCode.URL_FAILED);
        assertThat(refusal).hasMessageContaining(host + " has not answered").hasMessageContaining(helps);
        assertThat(asked).isEmpty();
    }
}
