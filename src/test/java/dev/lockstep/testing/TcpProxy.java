package dev.lockstep.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A wire that can be cut: forwards TCP connections to a server on loopback, with faults that a test switches on and off.
 * Independent of any framework; put it between a process and its store.
 *
 * <pre>
 * client ──TO_SERVER──> proxy ──> server
 *        <──TO_CLIENT──
 * </pre>
 */
public final class TcpProxy implements AutoCloseable {

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final int MOST_LINKS = 256;
    private static final int CONNECT_MILLIS = 2_000;

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);
    private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
    private boolean refusing;
    private @Nullable Cut cut;

    private TcpProxy(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Listens on a free port; faultless until told otherwise. */
    public static TcpProxy to(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(loopback, port), new ServerSocket(0, 128, loopback));
            ProxyLink.daemon("tcp-proxy-" + proxy.port(), proxy::acceptAll).start();
            return proxy;
        } catch (IOException e) {
            throw new IllegalStateException("no proxy to port " + port, e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Data in this direction are forwarded so much later, piece after piece: a long and narrow wire. */
    public synchronized void delay(Direction direction, Duration by) {
        delays.put(direction, by);
    }

    /**
     * A black hole: connections stay open, new ones are accepted, and nothing passes in this direction. What was held is
     * forwarded when the wire is mended, unless {@link #reset} comes first: a late write.
     */
    public synchronized void stall(Direction direction) {
        stalled.add(direction);
    }

    /** In both directions. */
    public synchronized void stall() {
        stalled.addAll(EnumSet.allOf(Direction.class));
    }

    /** Ends all present connections with a reset, and drops what was on its way. New ones are welcome. */
    public void reset() {
        links.forEach(ProxyLink::reset);
    }

    /** Ends all present connections, and each new one as soon as it comes, with a reset. */
    public void refuse() {
        synchronized (this) {
            refusing = true;
        }
        reset();
    }

    /**
     * Cuts one connection when its client sends these bytes, for example {@code "COMMIT\0"}, at the moment that is told.
     *
     * @return tells whether it has happened
     */
    public synchronized Cut cutAt(String bytes, Cut.Moment moment) {
        Cut armed = new Cut(bytes, moment);
        cut = armed;
        return armed;
    }

    /** Everything passes again, what was held too. */
    public synchronized void mend() {
        delays.clear();
        stalled.clear();
        refusing = false;
        cut = null;
        notifyAll();
    }

    /** How many connections there are. */
    public int connections() {
        return links.size();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("the proxy's listener was not closed", e);
        }
        mend();
        reset();
    }

    /** Returns when data may pass, or when the link has ended. */
    void awaitPassage(Direction direction, ProxyLink link) throws InterruptedException {
        Duration delay;
        synchronized (this) {
            delay = delays.getOrDefault(direction, Duration.ZERO);
        }
        // Slept without the lock: other connections and directions go on.
        Thread.sleep(delay.toMillis());
        synchronized (this) {
            while (stalled.contains(direction) && !link.isEnded()) {
                wait(50);
            }
        }
    }

    synchronized @Nullable Cut armedCut() {
        return cut;
    }

    void ended(ProxyLink link) {
        links.remove(link);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                // Either closed, or one connection failed: the client sees that, and that is what it would see.
            }
        }
    }

    private void accept(Socket client) throws IOException {
        boolean turnAway;
        synchronized (this) {
            turnAway = refusing || links.size() >= MOST_LINKS;
        }
        Socket server = new Socket();
        try {
            if (turnAway) {
                throw new IOException("refused by a test");
            }
            server.connect(target, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException e) {
            ProxyLink.reset(client);
            server.close();
            throw e;
        }
        ProxyLink link = new ProxyLink(this, client, server);
        links.add(link);
        link.start();
    }
}
