package dev.lockstep.web.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which anything may be sent, at any pace. */
final class PlainConnection implements AutoCloseable {

    private static final int PATIENCE = 20_000;

    private final Socket socket;

    PlainConnection() {
        try {
            socket = new Socket("127.0.0.1", RestAssured.port);
            socket.setSoTimeout(PATIENCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CanIgnoreReturnValue
    static String answer(String... lines) {
        try (PlainConnection connection = new PlainConnection()) {
            return connection.send(String.join("\r\n", lines) + "\r\n\r\n").rest();
        }
    }

    @CanIgnoreReturnValue
    PlainConnection send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a byte now and then until nobody listens any more; returns what was said then. */
    String trickle(String text, int pauseMillis) throws InterruptedException {
        for (char next : text.toCharArray()) {
            try {
                send(String.valueOf(next));
            } catch (UncheckedIOException closed) {
                break;
            }
            Thread.sleep(pauseMillis);
        }
        return rest();
    }

    /** Everything until the server closes the connection. */
    @CanIgnoreReturnValue
    String rest() {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                read.append((char) next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server neither answers nor closes the connection; so far: " + read, e);
        } catch (IOException reset) {
            // What was read before counts.
        }
        return read.toString();
    }

    /** What comes up to this text. */
    @CanIgnoreReturnValue
    String until(String text) {
        StringBuilder read = new StringBuilder();
        try {
            while (read.indexOf(text) < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new AssertionError("closed after: " + read);
                }
                read.append((char) next);
            }
        } catch (IOException e) {
            throw new AssertionError("only came: " + read, e);
        }
        return read.toString();
    }

    /** Whether the server keeps the connection open for so long, and says nothing. */
    boolean staysOpen(int millis) {
        try {
            socket.setSoTimeout(millis);
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
