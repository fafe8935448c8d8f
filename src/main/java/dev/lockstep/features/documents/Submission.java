package dev.lockstep.features.documents;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.IdempotencyKey;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A document that comes in, in whichever form.
 *
 * @param order what is to be done with it
 * @param key by which the request is recognised when it comes again; empty when the client gave none. It is asked for
 *     once, when what has come is in safe hands: making it may fail, as of a header that is none
 */
public record Submission(
        Caller caller,
        String knowledgeBase,
        DocumentOrder order,
        Arrival document,
        Pace pace,
        Uni<Optional<IdempotencyKey>> key) {}
