package dev.lockstep.embedded.qdrant.protocol;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The errors a caller gets, with the status codes and the wording of Qdrant's own server. */
public final class Refusal {
    private Refusal() {}

    public static StatusRuntimeException badInput(String description) {
        return Status.INVALID_ARGUMENT
                .withDescription("Wrong input: " + description)
                .asRuntimeException();
    }

    /** For what Qdrant's server tells while it reads a request, before it asks the collection. */
    public static StatusRuntimeException invalid(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }

    /** For a field of a request whose value is out of range. */
    public static StatusRuntimeException outOfRange(String field, String problem) {
        return invalid("Validation error in body: [%s: %s]".formatted(field, problem));
    }

    /** For parts of a request that don't go together. */
    public static StatusRuntimeException badRequest(String description) {
        return invalid("Bad request: " + description);
    }

    public static StatusRuntimeException notFound(String description) {
        return Status.NOT_FOUND.withDescription("Not found: " + description).asRuntimeException();
    }

    public static StatusRuntimeException noSuchVector(String name) {
        return badInput("Not existing vector name error: " + name);
    }

    /** For a dense vector where the name is that of a sparse one, or the other way round. */
    public static StatusRuntimeException otherKindOfVector() {
        return badInput("Conversion between sparse and regular vectors failed");
    }

    public static StatusRuntimeException noSuchCollection(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                .asRuntimeException();
    }

    public static StatusRuntimeException collectionExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + name + "` already exists!")
                .asRuntimeException();
    }

    /** Names what Qdrant can do and the embedded one cannot: never answered by ignoring it. */
    public static StatusRuntimeException unsupported(String what) {
        return Status.UNIMPLEMENTED
                .withDescription(what + " is not implemented by the embedded Qdrant")
                .asRuntimeException();
    }

    public static void unsupportedIf(boolean asked, String what) {
        if (asked) {
            throw unsupported(what);
        }
    }

    public static StatusRuntimeException overloaded(String description) {
        return Status.RESOURCE_EXHAUSTED.withDescription(description).asRuntimeException();
    }

    public static StatusRuntimeException closing(String collection) {
        return Status.UNAVAILABLE
                .withDescription("Collection `" + collection + "` is being closed")
                .asRuntimeException();
    }

    public static StatusRuntimeException internal(String description, Throwable cause) {
        return Status.INTERNAL
                .withDescription("Service internal error: " + description)
                .withCause(cause)
                .asRuntimeException();
    }
}
