package dev.lockstep.models.embedding.remote;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.remote.RemoteFailure.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Asks a model behind HTTP: texts go in, a unit vector of the configured dimension comes out for each, or nothing at all. It blocks. */
public final class RemoteEmbedder {

    /** One number takes at most so many bytes: digits, sign, exponent, comma and some white space. */
    private static final long LARGEST_NUMBER = 40;

    private static final long REST_OF_ANSWER = 1 << 20;

    private final String who;
    private final Dimension dimension;
    private final EmbeddingModel client;

    /**
     * Asks by any client.
     *
     * @param who is asked, for messages
     * @param client fails with a {@link RemoteFailure} where it can say what a failure means
     */
    public RemoteEmbedder(String who, Dimension dimension, EmbeddingModel client) {
        this.who = who;
        this.dimension = dimension;
        this.client = client;
    }

    /**
     * Asks an endpoint.
     *
     * @param most texts in one request
     * @param shortenedTo asks for vectors of fewer dimensions than the model has
     */
    public static RemoteEmbedder at(EmbeddingEndpoint endpoint, int dimension, int most, OptionalInt shortenedTo) {
        long largestAnswer = REST_OF_ANSWER + LARGEST_NUMBER * dimension * most;
        EmbeddingModel client =
                endpoint.protocol().client(endpoint, shortenedTo, new Transport(endpoint, largestAnswer).builder());
        return new RemoteEmbedder(endpoint.toString(), Dimension.of(dimension), client);
    }

    /**
     * Embeds texts in requests of as many as allowed.
     *
     * @throws RemoteFailure when there is not a vector for each, as it should be
     */
    public List<float[]> embed(List<String> texts) {
        List<Embedding> answer = ask(texts);
        if (answer.size() != texts.size()) {
            throw failure(Kind.UNFIT, "gave " + answer.size() + " vectors for " + texts.size() + " texts");
        }
        return answer.stream().map(embedding -> unit(embedding.vector())).toList();
    }

    private List<Embedding> ask(List<String> texts) {
        try {
            return client.embedAll(texts.stream().map(TextSegment::from).toList())
                    .content();
        } catch (RuntimeException e) {
            RemoteFailure known = known(e);
            throw known == null
                    ? failure(Kind.BROKEN, "answered with something that is not an answer, or is only a part of one")
                    : new RemoteFailure(
                            known.kind(),
                            sentence(String.valueOf(known.getMessage())),
                            known.retryAfter().orElse(null),
                            known.getCause());
        }
    }

    private float[] unit(float[] vector) {
        if (!dimension.fits(vector.length)) {
            throw failure(Kind.UNFIT, "gave a vector of " + vector.length + " dimensions, but " + dimension);
        }
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            throw failure(Kind.UNFIT, "gave a vector that has no direction");
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private RemoteFailure failure(Kind kind, String how) {
        return new RemoteFailure(kind, sentence(how), null);
    }

    private String sentence(String how) {
        return "The embedding model " + who + " " + how + ".";
    }

    /** Finds a failure of ours, which the client wraps because it does not know it. */
    private static @Nullable RemoteFailure known(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof RemoteFailure remote) {
                return remote;
            }
        }
        return null;
    }
}
