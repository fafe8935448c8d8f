package dev.lockstep.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The connections to PostgreSQL, each through here, so that {@link Faults#cutPostgres} can break one. */
final class PostgresLine implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;

    private PostgresLine(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    static PostgresLine to(int target) {
        try {
            PostgresLine line = new PostgresLine(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), target);
            begin("accept", line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            begin("request", () -> copy(client, server, 0));
            begin("answer", () -> copy(server, client, server.getLocalPort()));
        }
    }

    /** @param port as PostgreSQL knows its client */
    private static void copy(Socket from, Socket to, int port) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[16_384];
            for (int n = in.read(bytes); n >= 0 && (port == 0 || !Faults.isCut(port)); n = in.read(bytes)) {
                out.write(bytes, 0, n);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        // One side has closed the connection, and so does this one.
                    }
                },
                "PostgreSQL " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
