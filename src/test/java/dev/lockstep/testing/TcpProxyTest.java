package dev.lockstep.testing;

import dev.lockstep.testing.TcpProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TcpProxyTest {

    private ServerSocket server;
    private TcpProxy proxy;

    /** What the server has read. */
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        ProxyLink.daemon("echo", this::acceptAll).start();
        proxy = TcpProxy.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void everythingPassesAndTheEndToo() throws IOException {
        try (Socket client = connect()) {
            send(client, "one");
            assertThat(answer(client)).isEqualTo("one");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        Eventually.holds(() -> assertThat(proxy.connections()).isZero());
    }

    @Test
    void aResetIsSeenByTheClient() throws IOException {
        try (Socket client = connect()) {
            send(client, "one");
            assertThat(answer(client)).isEqualTo("one");
            proxy.reset();
            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketException.class);
        }
        try (Socket client = connect()) {
            send(client, "two");
            assertThat(answer(client)).isEqualTo("two");
        }
    }

    @Test
    void aBlackHoleHoldsWhatIsSentUntilItIsMended() throws IOException {
        proxy.stall(Direction.TO_SERVER);
        try (Socket client = connect()) {
            send(client, "one");
            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketTimeoutException.class);
            assertThat(received).isEmpty();
            proxy.mend();
            assertThat(answer(client)).isEqualTo("one");
        }
    }

    @Test
    void aBlackHoleForAnswersLetsTheServerAct() throws IOException {
        proxy.stall(Direction.TO_CLIENT);
        try (Socket client = connect()) {
            send(client, "one");
            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketTimeoutException.class);
            assertThat(received).containsExactly("one");
        }
    }

    @Test
    void whatIsDelayedComesLate() throws IOException {
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(200));
        try (Socket client = connect()) {
            long begun = System.nanoTime();
            send(client, "one");
            assertThat(answer(client)).isEqualTo("one");
            assertThat(System.nanoTime() - begun).isGreaterThan(200_000_000);
        }
    }

    @Test
    void nobodyIsLetInWhileItRefuses() throws IOException {
        proxy.refuse();
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        send(client, "one");
                        assertThat(answer(client)).isEmpty();
                    }
                })
                .isInstanceOf(SocketException.class);
        proxy.mend();
        try (Socket client = connect()) {
            send(client, "two");
            assertThat(answer(client)).isEqualTo("two");
        }
        assertThat(received).containsExactly("two");
    }

    @Test
    void aCutBeforeTheAnswerComesAfterTheServerHasActed() throws IOException {
        Cut cut = proxy.cutAt("COMMIT\0", Cut.Moment.BEFORE_THE_ANSWER);
        try (Socket client = connect()) {
            send(client, "COMMITTED");
            assertThat(answer(client)).isEqualTo("COMMITTED");
            send(client, "COM");
            assertThat(answer(client)).isEqualTo("COM");
            assertThat(cut.happened()).isFalse();
            send(client, "MIT\0");
            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketException.class);
        }
        assertThat(cut.happened()).isTrue();
        assertThat(received).containsExactly("COMMITTED", "COM", "MIT\0");
    }

    @Test
    void aCutBeforeItIsForwardedKeepsTheServerInTheDark() throws IOException {
        Cut cut = proxy.cutAt("COMMIT\0", Cut.Moment.BEFORE_IT_IS_FORWARDED);
        try (Socket client = connect()) {
            send(client, "COMMIT\0");
            assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketException.class);
        }
        assertThat(cut.happened()).isTrue();
        assertThat(received).isEmpty();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setTcpNoDelay(true);
        client.setSoTimeout(700);
        return client;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket client) throws IOException {
        byte[] buffer = new byte[64];
        int read = client.getInputStream().read(buffer);
        return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.US_ASCII);
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                ProxyLink.daemon("echo", () -> echo(socket)).start();
            } catch (IOException e) {
                // It was closed.
            }
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            for (String text = answer(socket); !text.isEmpty(); text = answer(socket)) {
                received.add(text);
                send(socket, text);
            }
        } catch (IOException e) {
            // The proxy has cut it.
        }
    }
}
