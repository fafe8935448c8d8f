package dev.lockstep.launcher;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.points.QdrantProbe;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeyTest {

    private static final String KEY = "right";

    @TempDir
    Path directory;

    private EmbeddedQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory).withInterceptors(new AsksForAKey()));
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void theRightKeyLetsIn() throws QdrantProbe.Unusable {
        assertThat(new QdrantProbe(url(), KEY).version()).startsWith("1.");
    }

    @Test
    void aWrongKeyIsNamedAsTheReason() {
        assertThatThrownBy(() -> new QdrantProbe(url(), "wrong").version()).hasMessage("it refuses the API key");
    }

    @Test
    void aMissingKeyIsNamedAsTheReason() {
        assertThatThrownBy(() -> new QdrantProbe(url(), null).version()).hasMessage("it asks for an API key");
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + qdrant.port());
    }

    private record AsksForAKey() implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            if (KEY.equals(headers.get(Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER)))) {
                return next.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED.withDescription("Must provide an API key"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
