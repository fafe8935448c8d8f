package dev.lockstep.testing;

import dev.lockstep.testing.TcpProxy.Direction;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link TcpProxy}: two sockets, and a thread for each direction. */
final class ProxyLink {

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final AtomicInteger open = new AtomicInteger(2);

    /** The end of what the client sent before, in which the bytes of a cut may begin. */
    private String tail = "";

    /** Set when the answers of the server must not reach the client any more. */
    private volatile boolean deaf;

    private volatile boolean ended;

    ProxyLink(TcpProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    void start() {
        daemon("tcp-proxy-request", () -> forward(Direction.TO_SERVER, client, server))
                .start();
        daemon("tcp-proxy-answer", () -> forward(Direction.TO_CLIENT, server, client))
                .start();
    }

    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    boolean isEnded() {
        return ended;
    }

    /** Both ends see a reset, and what was on its way is lost. */
    void reset() {
        ended = true;
        reset(client);
        reset(server);
        proxy.ended(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private void forward(Direction direction, Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                proxy.awaitPassage(direction, this);
                pass(direction, to, buffer, read);
            }
            proxy.awaitPassage(direction, this);
            to.shutdownOutput();
            if (open.decrementAndGet() == 0) {
                finish();
            }
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset();
        }
    }

    private void pass(Direction direction, Socket to, byte[] buffer, int length) throws IOException {
        if (direction == Direction.TO_CLIENT && deaf) {
            // The server has answered, so it has done what it was asked to.
            throw new IOException("cut by a test");
        }
        Cut cut = direction == Direction.TO_SERVER ? triggered(buffer, length) : null;
        if (cut != null) {
            if (cut.moment() == Cut.Moment.BEFORE_IT_IS_FORWARDED) {
                throw new IOException("cut by a test");
            }
            deaf = true;
        }
        to.getOutputStream().write(buffer, 0, length);
    }

    private @Nullable Cut triggered(byte[] buffer, int length) {
        Cut cut = proxy.armedCut();
        String sent = tail + new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        tail = sent.substring(Math.max(0, sent.length() - Cut.LONGEST));
        // A match that lies in the tail alone was sent before the cut was armed.
        return cut != null && cut.isTriggeredBy(sent, sent.length() - length) ? cut : null;
    }

    private void finish() throws IOException {
        ended = true;
        client.close();
        server.close();
        proxy.ended(this);
    }
}
