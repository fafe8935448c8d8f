package dev.lockstep.stores.points;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a Qdrant, once and for a bounded time, whether the service can work with it. */
public final class QdrantProbe {

    private static final int DEFAULT_PORT = 6334;
    private static final long TIMEOUT_SECONDS = 5;

    /** The first minor version whose query endpoint does what the service asks. */
    private static final int OLDEST_MINOR = 10;

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private static final String CORRECT_IT =
            "correct the address, start Qdrant there, or unset it for the embedded one";

    private final URI url;
    private final @Nullable String apiKey;

    /** Makes a probe. The scheme of the address, http or https, decides on TLS. */
    public QdrantProbe(URI url, @Nullable String apiKey) {
        this.url = url;
        this.apiKey = apiKey;
    }

    /** Reports why it can't be used, as the end of a sentence, and what to do about it. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        Unusable(String why, String remedy) {
            super(why);
            this.remedy = remedy;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }

        public String remedy() {
            return remedy;
        }
    }

    /** Returns the server's version. */
    public String version() throws Unusable {
        ManagedChannel channel = channel();
        try {
            String version = QdrantGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .healthCheck(HealthCheckRequest.getDefaultInstance())
                    .getVersion();
            requireSupported(version);
            // A health check may be open to everybody; this request shows whether the key is right.
            CollectionsGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .list(ListCollectionsRequest.getDefaultInstance());
            return version;
        } catch (StatusRuntimeException e) {
            throw explain(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private ManagedChannel channel() {
        ChannelCredentials credentials =
                "https".equals(url.getScheme()) ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
        Metadata headers = new Metadata();
        if (apiKey != null) {
            headers.put(API_KEY, apiKey);
        }
        return Grpc.newChannelBuilder(address(), credentials)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
    }

    private String address() {
        return url.getHost() + ":" + (url.getPort() < 0 ? DEFAULT_PORT : url.getPort());
    }

    private static void requireSupported(String version) throws Unusable {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.lookingAt()) {
            throw new Unusable(
                    "what answers there says that its version is \"" + version + "\"", "name the address of a Qdrant");
        }
        if (numbers.group(1).equals("0")
                || (numbers.group(1).equals("1") && Integer.parseInt(numbers.group(2)) < OLDEST_MINOR)) {
            throw new Unusable("that is a Qdrant " + version, "use version 1." + OLDEST_MINOR + " or later");
        }
    }

    private Unusable explain(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new Unusable(
                        apiKey == null ? "it asks for an API key" : "it refuses the API key",
                        "correct lockstep.qdrant.api-key");
            case DEADLINE_EXCEEDED ->
                new Unusable(address() + " does not answer within " + TIMEOUT_SECONDS + " s", CORRECT_IT);
            case UNAVAILABLE -> unavailable(failure);
            default -> notQdrant(failure);
        };
    }

    private Unusable unavailable(StatusRuntimeException failure) {
        String said = String.valueOf(failure.getStatus().getDescription());
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof UnknownHostException || said.startsWith("Unable to resolve host")) {
            return new Unusable("the host of " + address() + " is unknown", CORRECT_IT);
        }
        if (cause instanceof ConnectException) {
            return new Unusable("nothing listens at " + address(), CORRECT_IT);
        }
        return notQdrant(failure);
    }

    private Unusable notQdrant(StatusRuntimeException failure) {
        Status status = failure.getStatus();
        String said =
                String.valueOf(status.getDescription()).lines().findFirst().orElse("");
        return new Unusable(
                "what answers at " + address() + " does not speak as Qdrant does over gRPC (" + status.getCode() + ": "
                        + said + ")",
                "name Qdrant's gRPC port, usually 6334, and http or https as it is set up");
    }
}
