package dev.lockstep.embedded.qdrant.server;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets callers in who know a key, as Qdrant does (src/common/auth and src/tonic/auth.rs in its repository). */
public final class ApiKeys implements ServerInterceptor {
    /** Lets everybody in. */
    public static final ApiKeys NONE = new ApiKeys(null, null);

    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    /** Probes have no key. */
    private static final Set<String> OPEN = Set.of("qdrant.Qdrant/HealthCheck", "grpc.health.v1.Health/Check");

    private static final Set<String> READS = Set.of(
            "qdrant.Collections/Get",
            "qdrant.Collections/List",
            "qdrant.Collections/CollectionExists",
            "qdrant.Collections/ListAliases",
            "qdrant.Collections/ListCollectionAliases",
            "qdrant.Collections/CollectionClusterInfo",
            "qdrant.Collections/ListShardKeys",
            "qdrant.Points/Get",
            "qdrant.Points/Scroll",
            "qdrant.Points/Count",
            "qdrant.Points/Query",
            "qdrant.Points/QueryBatch",
            "qdrant.Points/QueryGroups",
            "qdrant.Points/Facet",
            "qdrant.Points/Search",
            "qdrant.Points/SearchBatch",
            "qdrant.Points/SearchGroups",
            "qdrant.Points/SearchMatrixPairs",
            "qdrant.Points/SearchMatrixOffsets",
            "qdrant.Points/Recommend",
            "qdrant.Points/RecommendBatch",
            "qdrant.Points/RecommendGroups",
            "qdrant.Points/Discover",
            "qdrant.Points/DiscoverBatch");

    private final byte @Nullable [] key;
    private final byte @Nullable [] readOnlyKey;

    private ApiKeys(byte @Nullable [] key, byte @Nullable [] readOnlyKey) {
        this.key = key;
        this.readOnlyKey = readOnlyKey;
    }

    public ApiKeys withKey(String newKey) {
        return new ApiKeys(bytes(newKey), readOnlyKey);
    }

    public ApiKeys withReadOnlyKey(String newKey) {
        return new ApiKeys(key, bytes(newKey));
    }

    private static byte[] bytes(String key) {
        // Metadata has no other characters, and ends lose their spaces on the way.
        if (!key.chars().allMatch(c -> c > ' ' && c < 127) || key.isEmpty()) {
            throw new IllegalArgumentException("An API key must have 1 or more ASCII characters and no spaces");
        }
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Status access = access(call.getMethodDescriptor().getFullMethodName(), headers);
        if (access.isOk()) {
            return next.startCall(call, headers);
        }
        call.close(access, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private Status access(String method, Metadata headers) {
        if (this == NONE || OPEN.contains(method)) {
            return Status.OK;
        }
        String given = given(headers);
        if (given == null) {
            return Status.UNAUTHENTICATED.withDescription("Must provide an API key or an Authorization bearer token");
        }
        if (isEqual(key, given)) {
            return Status.OK;
        }
        if (isEqual(readOnlyKey, given)) {
            return READS.contains(method)
                    ? Status.OK
                    : Status.PERMISSION_DENIED.withDescription("Forbidden: Global manage access is required");
        }
        return Status.UNAUTHENTICATED.withDescription("Invalid API key or JWT");
    }

    private static @Nullable String given(Metadata headers) {
        String key = headers.get(API_KEY);
        if (key != null) {
            return key;
        }
        String authorization = headers.get(AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
    }

    /** Takes the same time for every key of the same length: it tells nothing of how far it is right. */
    private static boolean isEqual(byte @Nullable [] expected, String given) {
        return expected != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    }
}
