package dev.lockstep.embedded.qdrant.junit;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import io.grpc.ManagedChannel;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.lucene.util.IOUtils;

/** A server in a temporary directory, and what is connected to it. */
record ServerOfTests(Path directory, EmbeddedQdrant qdrant, ManagedChannel channel, QdrantClient client)
        implements AutoCloseable {
    private static final long GRACE_SECONDS = 5;

    static ServerOfTests start(UnaryOperator<Options> change) {
        try {
            Path directory = Files.createTempDirectory("embedded-qdrant-");
            EmbeddedQdrant qdrant =
                    EmbeddedQdrant.start(change.apply(Options.in(directory).withInProcess()));
            ManagedChannel channel = qdrant.channel();
            QdrantClient client = new QdrantClient(
                    QdrantGrpcClient.newBuilder(channel, false, false).build());
            return new ServerOfTests(directory, qdrant, channel, client);
        } catch (IOException e) {
            throw new IllegalStateException("The directory for an embedded Qdrant cannot be created: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        channel.shutdownNow();
        try {
            var unused = channel.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        qdrant.close();
        IOUtils.rm(directory);
    }
}
