package dev.lockstep.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Accepts whoever comes and says one thing, or nothing. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket listening;
    private final String answer;
    private final Queue<Socket> visitors = new ConcurrentLinkedQueue<>();

    private FakeServer(String answer) {
        this.answer = answer;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread acceptor = new Thread(this::accept, "fake server");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static FakeServer silent() {
        return new FakeServer("");
    }

    static FakeServer answering(String answer) {
        return new FakeServer(answer);
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket visitor : visitors) {
                visitor.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket visitor = listening.accept();
                visitors.add(visitor);
                visitor.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed, or the visitor has left
            }
        }
    }
}
