package dev.lockstep.embedded.qdrant;

import dev.lockstep.testing.Eventually;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionsTest {
    @TempDir
    Path directory;

    @Test
    void interceptorsMayFailAnyCall() {
        ServerInterceptor broken = new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                call.close(Status.UNAVAILABLE.withDescription("broken by a test"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
        };
        try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withInterceptors(broken))) {
            assertThatThrownBy(() -> qdrant.collections.list(ListCollectionsRequest.getDefaultInstance()))
                    .hasMessage("UNAVAILABLE: broken by a test");
        }
    }

    /** Somebody else may take the port between the two, as it is one that the system gives away. */
    @Test
    void aPortIsKeptOverARestart() {
        Eventually.holds(() -> {
            int port;
            try (RunningQdrant qdrant = RunningQdrant.in(directory)) {
                port = qdrant.server.port();
            }
            try (RunningQdrant qdrant = RunningQdrant.in(directory, options -> options.withPort(port))) {
                assertThat(qdrant.server.port()).isEqualTo(port);
            }
        });
    }

    @Test
    void aPortThatIsTakenIsToldAndTheDirectoryLetGo(@TempDir Path other) {
        try (RunningQdrant qdrant = RunningQdrant.in(other)) {
            int taken = qdrant.server.port();
            assertThatThrownBy(() -> RunningQdrant.in(directory, options -> options.withPort(taken)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Integer.toString(taken));
        }
        RunningQdrant.in(directory).close();
    }
}
