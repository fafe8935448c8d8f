package dev.lockstep.embedded.qdrant.protocol;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Common.PointId;
import java.io.IOException;
import java.util.regex.Pattern;

/** The errors a caller gets, with the status codes and the wording of Qdrant's own server. */
public final class ErrorStatus {
    /** How operating systems say it. */
    private static final Pattern FULL = Pattern.compile("(?i)no space left|not enough space|disk full|quota exceeded");

    private ErrorStatus() {}

    public static StatusRuntimeException badInput(String description) {
        return Status.INVALID_ARGUMENT
                .withDescription("Wrong input: " + description)
                .asRuntimeException();
    }

    /** What Qdrant's server answers while it reads a request, before it asks the collection. */
    public static StatusRuntimeException invalid(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }

    /** A field of the request has a value out of bounds, whatever the state of the server. */
    public static StatusRuntimeException invalid(String field, String reason) {
        return Status.INVALID_ARGUMENT
                .withDescription("Validation error in body: [%s: %s]".formatted(field, reason))
                .asRuntimeException();
    }

    /** Parts of the request don't go together. */
    public static StatusRuntimeException badRequest(String description) {
        return invalid("Bad request: " + description);
    }

    public static StatusRuntimeException notFound(String description) {
        return Status.NOT_FOUND.withDescription("Not found: " + description).asRuntimeException();
    }

    public static StatusRuntimeException noSuchVector(String name) {
        return badInput("Not existing vector name error: " + name);
    }

    /** The request has a dense vector where the name is that of a sparse one, or the other way round. */
    public static StatusRuntimeException otherKindOfVector() {
        return badInput("Conversion between sparse and regular vectors failed");
    }

    public static StatusRuntimeException noSuchCollection(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                .asRuntimeException();
    }

    public static StatusRuntimeException noSuchPoint(PointId id) {
        String text = id.hasNum() ? Long.toUnsignedString(id.getNum()) : id.getUuid();
        return Status.NOT_FOUND
                .withDescription("Not found: No point with id " + text + " found")
                .asRuntimeException();
    }

    public static StatusRuntimeException collectionExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + name + "` already exists!")
                .asRuntimeException();
    }

    public static StatusRuntimeException noSuchAlias(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Alias " + name + " does not exists!")
                .asRuntimeException();
    }

    /** The request would make more of something than there can be. */
    public static StatusRuntimeException tooMany(String description) {
        return Status.INVALID_ARGUMENT
                .withDescription("Bad request: " + description)
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

    /** The disk failed. If it is full, the answer has Qdrant's words for that. */
    public static StatusRuntimeException storage(String consequence, IOException cause) {
        for (Throwable reason = cause; reason != null; reason = reason.getCause()) {
            if (reason.getMessage() != null && FULL.matcher(reason.getMessage()).find()) {
                return diskFull(consequence);
            }
        }
        return internal(consequence + ": " + cause, cause);
    }

    public static StatusRuntimeException diskFull(String consequence) {
        return Status.INTERNAL
                .withDescription("Service internal error: No space left on device: " + consequence)
                .asRuntimeException();
    }

    public static StatusRuntimeException serverClosing() {
        return Status.UNAVAILABLE.withDescription("The server is being closed").asRuntimeException();
    }

    public static StatusRuntimeException internal(String description, Throwable cause) {
        return Status.INTERNAL
                .withDescription("Service internal error: " + description)
                .withCause(cause)
                .asRuntimeException();
    }
}
