package dev.lockstep.features.reembedding;

import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.text.lexical.Languages;
import dev.lockstep.text.lexical.LexicalSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules for the settings that a generation may be built with. */
@ApplicationScoped
class ReembedRules {

    private final BuildModels models;
    private final LexicalSettings lexical;

    ReembedRules(BuildModels models, LexicalSettings lexical) {
        this.models = models;
        this.lexical = lexical;
    }

    /** Makes sure that the model can be asked how long its vectors are. */
    Uni<Void> ready(KnowledgeBase knowledgeBase, ReembedRequest asked) {
        return models.asked(asked.embeddingModel(), knowledgeBase.embeddingModel())
                .ready();
    }

    Generation.Settings accept(KnowledgeBase knowledgeBase, ReembedRequest asked) {
        EmbeddingModel model = models.asked(asked.embeddingModel(), knowledgeBase.embeddingModel());
        return new Generation.Settings(
                model.id().value(),
                model.dimension(),
                asked.chunking().on(knowledgeBase.chunking(), model.maxTokens()),
                language(asked.language(), knowledgeBase));
    }

    /** Returns the language. A knowledge base that was made before there was a lexical side gets one. */
    private String language(@Nullable String asked, KnowledgeBase knowledgeBase) {
        if (asked == null) {
            return Objects.requireNonNullElse(knowledgeBase.language(), lexical.language());
        }
        if (!Languages.knows(asked) && !DocumentLanguage.AUTO.equals(asked)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'language' must be auto or one of " + String.join(", ", Languages.codes()) + ", not '" + asked
                            + "'",
                    Map.of("property", "language"));
        }
        return asked;
    }
}
