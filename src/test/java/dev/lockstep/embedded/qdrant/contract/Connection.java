package dev.lockstep.embedded.qdrant.contract;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** The server of a class of tests, and the collections that each test makes and leaves behind. */
final class Connection
        implements BeforeAllCallback, AfterAllCallback, AfterEachCallback, TestExecutionExceptionHandler {
    private static final long PATIENCE_SECONDS = 30;
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> made = new ArrayList<>();
    private ServerUnderTest server;
    private ManagedChannel channel;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = ServerUnderTest.start();
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(server.host(), server.port())
                .usePlaintext()
                .maxInboundMessageSize(64 << 20);
        server.apiKey().map(Connection::withKey).ifPresent(builder::intercept);
        channel = builder.build();
    }

    boolean isEmbedded() {
        return server.isEmbedded();
    }

    ManagedChannel channel() {
        return channel;
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
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (server.isEmbedded()
                && failure instanceof StatusRuntimeException e
                && e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
            System.out.println(context.getDisplayName() + " is not tested: " + e.getMessage());
            throw new TestAbortedException(e.getMessage(), e);
        }
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        channel.shutdownNow();
        server.close();
    }

    private static ClientInterceptor withKey(String key) {
        Metadata headers = new Metadata();
        headers.put(API_KEY, key);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }
}
