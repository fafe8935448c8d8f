package dev.lockstep.models.rerank;

import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Reads a query together with each text, which tells better than comparing two vectors whether one answers the other, and
 * costs so much more that only the best candidates of a search are worth it.
 *
 * <p>Nothing blocks the caller, and it goes on where it was. Whoever asks has a deadline of its own: cancelling stops all work that has
 * not begun. A call fails with {@link dev.lockstep.domain.Overloaded} before anything is computed when too much is waiting, and with
 * {@link dev.lockstep.domain.Unavailable} when the model or its server does not answer as it should.
 */
public interface Reranker {

    /** The name of the reranker in explanations. */
    String name();

    /**
     * Says how well each text answers the query, in their order: higher is better. Text that is too long is cut. The numbers say nothing
     * beside those of another query or another reranker.
     */
    Uni<float[]> score(String query, List<String> texts);
}
