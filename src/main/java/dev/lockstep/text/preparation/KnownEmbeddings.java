package dev.lockstep.text.preparation;

import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** Knows embeddings that were computed before, wherever they are kept. These are not computed again. */
@FunctionalInterface
public interface KnownEmbeddings {

    KnownEmbeddings NONE = texts -> Uni.createFrom().item(Map.of());

    /** Finds the embeddings of those among these texts that are known. */
    Uni<Map<EmbeddedText, Embedding>> find(Collection<EmbeddedText> texts);
}
