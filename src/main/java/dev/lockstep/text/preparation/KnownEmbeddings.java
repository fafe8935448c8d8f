package dev.lockstep.text.preparation;

import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Map;

/** Embeddings that were computed before, wherever they are kept. What is among them is not computed again. */
@FunctionalInterface
public interface KnownEmbeddings {

    KnownEmbeddings NONE = texts -> Uni.createFrom().item(Map.of());

    /** Of these texts, those that are known. */
    Uni<Map<EmbeddedText, Embedding>> of(Collection<EmbeddedText> texts);
}
