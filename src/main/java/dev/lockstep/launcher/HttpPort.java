package dev.lockstep.launcher;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The address that the service will listen on: whether it can is found out before the stores are started. */
record HttpPort(String host, int port) {

    private static final String HOST = "quarkus.http.host";
    private static final String PORT = "quarkus.http.port";

    private static final int DEFAULT_PORT = 8080;

    /** @throws StartRefused if the port is none, or not free */
    static void requireFree(SmallRyeConfig config) {
        if (config.getOptionalValue("quarkus.http.insecure-requests", String.class)
                .filter("disabled"::equalsIgnoreCase)
                .isEmpty()) {
            from(config).requireFree();
        }
    }

    private static HttpPort from(SmallRyeConfig config) {
        String port = config.getOptionalValue(PORT, String.class).orElse(Integer.toString(DEFAULT_PORT));
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 0xffff) {
            throw StartRefused.because(
                    PORT, port, "that is no port", "write a number up to 65535, or 0 for any free one");
        }
        return new HttpPort(config.getOptionalValue(HOST, String.class).orElse("127.0.0.1"), Integer.parseInt(port));
    }

    private void requireFree() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw StartRefused.because(
                    HOST, host, "that is neither an address of this machine nor a name of one", "correct it");
        }
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a process that has just ended don't count.
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw StartRefused.because(
                    PORT,
                    Integer.toString(port),
                    "the service can't listen there on " + host + " (" + e.getMessage() + ")",
                    "end what listens there, or choose another port, as -Dquarkus.http.port=8081 does");
        }
    }
}
