package dev.lockstep.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A web server for the whole JVM: at 127.0.0.2, which the application may ask, and at 127.0.0.1, which it may not. */
public final class WebPages {

    private static final int PORT = serve();

    private WebPages() {}

    /** What lets the application ask it. */
    static Map<String, String> settings() {
        return Map.of("lockstep.url.ports", String.valueOf(PORT), "lockstep.url.allowed-networks", "127.0.0.2/32");
    }

    public static String at(String address, String path) {
        return "http://" + address + ":" + PORT + path;
    }

    private static int serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
            server.createContext("/page.html", exchange -> {
                byte[] page =
                        "<title>On otters</title><h1>Otters</h1><p>They hold hands.".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.createContext("/to", exchange -> {
                exchange.getResponseHeaders()
                        .set("Location", exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
