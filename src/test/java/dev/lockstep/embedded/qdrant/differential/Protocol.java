package dev.lockstep.embedded.qdrant.differential;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods of Qdrant's three services by their names, to be called without their stubs. */
public final class Protocol {
    private static final long PATIENCE_SECONDS = 30;

    private static final Map<String, MethodDescriptor<Message, Message>> METHODS = Stream.of(
                    QdrantGrpc.getServiceDescriptor(),
                    CollectionsGrpc.getServiceDescriptor(),
                    PointsGrpc.getServiceDescriptor())
            .flatMap(service -> service.getMethods().stream())
            .map(Protocol::cast)
            .collect(Collectors.toMap(MethodDescriptor::getFullMethodName, method -> method));

    private Protocol() {}

    /** As {@code qdrant.Points/Upsert}, in alphabetical order. */
    public static List<String> methods() {
        return METHODS.keySet().stream().sorted().toList();
    }

    public static MethodDescriptor<Message, Message> method(String name) {
        MethodDescriptor<Message, Message> method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException("Qdrant has no method " + name);
        }
        return method;
    }

    public static Message request(String method, byte[] bytes) {
        return method(method).parseRequest(new ByteArrayInputStream(bytes));
    }

    /** An error is an answer too, and so is silence: DEADLINE_EXCEEDED. */
    @CanIgnoreReturnValue
    public static Answer call(Channel channel, Operation operation) {
        try {
            return Answer.of(ClientCalls.blockingUnaryCall(
                    channel,
                    method(operation.method()),
                    CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
                    operation.request()));
        } catch (StatusRuntimeException e) {
            return Answer.of(e.getStatus());
        }
    }

    @SuppressWarnings("unchecked") // all messages of the generated services are messages
    private static MethodDescriptor<Message, Message> cast(MethodDescriptor<?, ?> method) {
        return (MethodDescriptor<Message, Message>) method;
    }
}
