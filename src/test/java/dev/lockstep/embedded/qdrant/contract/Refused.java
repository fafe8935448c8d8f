package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Calls that end with an error. */
final class Refused {
    private Refused() {}

    static void as(Code code, Supplier<?> call) {
        as(code, "", call);
    }

    /** @param words of the message, which a real server shares */
    static void as(Code code, String words, Supplier<?> call) {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call::get);
        assertThat(refused).as("the refusal").isNotNull();
        Status status = refused.getStatus();
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        assertThat(status.getDescription()).contains(words);
    }
}
