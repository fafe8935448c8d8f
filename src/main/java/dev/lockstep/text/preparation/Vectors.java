package dev.lockstep.text.preparation;

import dev.lockstep.domain.EmbeddedText;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.WriteProgress;
import dev.lockstep.models.embedding.EmbeddingModel;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The embeddings of texts: those that are known, and those that had to be computed.
 *
 * @param computed how many
 */
record Vectors(Map<EmbeddedText, Embedding> all, int computed) {

    Vectors {
        all = Map.copyOf(all);
    }

    /**
     * Says whom the vectors are for.
     *
     * @param chunks of which the texts are; several may have the same
     */
    record Wanted(int chunks, WriteProgress progress) {}

    static Uni<Vectors> compute(
            Map<EmbeddedText, String> texts, KnownEmbeddings known, EmbeddingModel model, Wanted wanted) {
        return known.find(texts.keySet()).chain(found -> completed(texts, found, model, wanted));
    }

    private static Uni<Vectors> completed(
            Map<EmbeddedText, String> texts, Map<EmbeddedText, Embedding> known, EmbeddingModel model, Wanted asked) {
        List<EmbeddedText> wanted =
                texts.keySet().stream().filter(text -> !known.containsKey(text)).toList();
        asked.progress().embedding(asked.chunks() - wanted.size(), asked.chunks());
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(new Vectors(known, 0));
        }
        return model.embedDocuments(wanted.stream().map(texts::get).toList(), asked.progress()::embedded)
                .map(vectors -> {
                    Map<EmbeddedText, Embedding> all = new HashMap<>(known);
                    for (int i = 0; i < wanted.size(); i++) {
                        all.put(wanted.get(i), new Embedding(vectors.get(i)));
                    }
                    return new Vectors(all, wanted.size());
                });
    }

    Embedding get(EmbeddedText text) {
        return Objects.requireNonNull(all.get(text));
    }
}
