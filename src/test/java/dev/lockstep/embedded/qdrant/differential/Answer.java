package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Message;
import io.grpc.Status;
import java.util.Optional;

/**
 * What a server said.
 *
 * @param status OK if there is a message
 * @param message of the method's kind
 */
public record Answer(Status status, Optional<Message> message) {
    static Answer of(Message message) {
        return new Answer(Status.OK, Optional.of(message));
    }

    static Answer of(Status status) {
        return new Answer(status, Optional.empty());
    }

    String text() {
        return status.isOk() ? "an answer" : status.getCode() + " (" + status.getDescription() + ")";
    }
}
