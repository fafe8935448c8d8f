package dev.lockstep.embedded.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process to be killed: it commits a row, says "ready" and then never ends by itself. */
final class StartsAServerAndWaits {

    private StartsAServerAndWaits() {}

    public static void main(String[] args) throws Exception {
        EmbeddedPostgresServer server =
                EmbeddedPostgresServer.start(new EmbeddedPostgresServer.Options(Path.of(args[0]), Path.of(args[1])));
        EmbeddedPostgresServerTest.execute(
                server, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('committed before the kill')");
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
