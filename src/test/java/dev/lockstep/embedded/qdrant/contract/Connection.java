package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsBlockingStub;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The server of a class of tests, and the collections that each test makes and leaves behind. */
final class Connection implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
    private static final long PATIENCE_SECONDS = 30;

    private final List<String> made = new ArrayList<>();
    private ServerUnderTest server;
    private ManagedChannel bare;
    private Channel channel;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ServerUnderTest.start();
        bare = NettyChannelBuilder.forAddress(server.host(), server.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        channel = server.apiKey().map(key -> with(Map.of("api-key", key))).orElse(bare);
    }

    /** For what is the embedded one's own; a real one is left alone. */
    void onlyEmbedded() {
        Assumptions.assumeTrue(server.isEmbedded(), "This is about the embedded Qdrant alone");
    }

    /** The key that calls need; the test is skipped, with the reason printed, where none is. */
    String apiKey() {
        String reason =
                "The server under test wants no API key: -D" + ServerUnderTest.API_KEY + " names that of one that does";
        if (server.apiKey().isEmpty()) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(server.apiKey().isPresent(), reason);
        return server.apiKey().orElseThrow();
    }

    Channel channel() {
        return channel;
    }

    /** The server as it is for who sends these headers and no others. */
    Channel with(Map<String, String> headers) {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return ClientInterceptors.intercept(bare, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    PointsBlockingStub points() {
        return PointsGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    CollectionsBlockingStub collections() {
        return CollectionsGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A name that no other test has, of what will be deleted after the test. */
    String name() {
        String name = "contract-" + UUID.randomUUID();
        made.add(name);
        return name;
    }

    /** A collection of {@link TestCollection#creation}. */
    TestCollection collection(Distance distance) {
        return create(TestCollection.creation(distance));
    }

    TestCollection create(CreateCollection.Builder creation) {
        String name = name();
        var unused = collections().create(creation.setCollectionName(name).build());
        return new TestCollection(this, name);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (String name : made) {
            var unused = collections()
                    .delete(DeleteCollection.newBuilder()
                            .setCollectionName(name)
                            .build());
        }
        made.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        bare.shutdownNow();
        server.close();
    }
}
