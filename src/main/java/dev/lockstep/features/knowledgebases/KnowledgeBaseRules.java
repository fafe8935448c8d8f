package dev.lockstep.features.knowledgebases;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.DocumentLanguage;
import dev.lockstep.domain.DocumentPermissions;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.FusionWeights;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.KnowledgeBaseChange;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Placement;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.SchemaRules;
import dev.lockstep.domain.Texts;
import dev.lockstep.engine.limits.TenantLimits;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.text.lexical.Languages;
import dev.lockstep.text.lexical.LexicalSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The rules for knowledge bases: which ones are accepted, and where their points go. */
@ApplicationScoped
class KnowledgeBaseRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int FIRST_GENERATION = 1;

    private final EmbeddingModels models;
    private final KnowledgeBaseSettings settings;
    private final LexicalSettings lexical;
    private final SchemaRules schemas;
    private final TenantLimits limits;

    KnowledgeBaseRules(
            EmbeddingModels models,
            KnowledgeBaseSettings settings,
            LexicalSettings lexical,
            TenantLimits limits,
            @ConfigProperty(name = "lockstep.metadata.max-schema-fields", defaultValue = "64") int maxSchemaFields,
            @ConfigProperty(name = "lockstep.metadata.max-depth", defaultValue = "5") int maxDepth) {
        this.schemas = new SchemaRules(maxSchemaFields, maxDepth);
        this.models = models;
        this.settings = settings;
        this.lexical = lexical;
        this.limits = limits;
    }

    /** Makes sure that there is room, and that the model of the draft can be asked how long its vectors are. */
    Uni<Void> ready(Caller caller, KnowledgeBaseDraft draft) {
        String asked = draft.embeddingModel();
        Optional<EmbeddingModel> model = asked == null ? Optional.of(models.defaultModel()) : models.named(asked);
        return limits.requireRoomForKnowledgeBase(caller.tenant()).chain(() -> model.map(EmbeddingModel::ready)
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private static String reached(Caller caller, String name) {
        if (!caller.reach().includes(name)) {
            throw new Rejected(
                    ErrorCode.FORBIDDEN,
                    "your key reaches listed knowledge bases only, and '" + name + "' is none of them",
                    Map.of("knowledge_base", name));
        }
        return name;
    }

    KnowledgeBase accept(Caller caller, KnowledgeBaseDraft draft) {
        String name = reached(caller, name(draft.name()));
        KnowledgeBaseId id = KnowledgeBaseId.next();
        EmbeddingModel model = model(draft.embeddingModel());
        Instant now = Instant.now();
        return new KnowledgeBase(
                id,
                caller.tenant(),
                name,
                description(draft.description()),
                draft.placement(),
                collection(id, draft.placement(), model),
                FIRST_GENERATION,
                model.id().value(),
                model.dimension(),
                draft.chunking().on(usualChunking(), model.maxTokens()),
                language(draft.language()),
                Objects.requireNonNullElse(draft.fusion(), FusionWeights.UNSET),
                draft.metadataSchema() == null ? null : schemas.accept(draft.metadataSchema()),
                Objects.requireNonNullElse(draft.documentPermissions(), DocumentPermissions.OPTIONAL),
                now,
                now);
    }

    /**
     * Returns the name of a collection, which is safe in file names and unlike those that others might use in the same
     * Qdrant.
     */
    private static String collection(KnowledgeBaseId id, Placement placement, EmbeddingModel model) {
        return switch (placement) {
            case OWN -> "lockstep_" + id;
            case SHARED -> "lockstep_shared_" + model.id().value().replaceAll("[^A-Za-z0-9]+", "_");
        };
    }

    private static String name(@Nullable String name) {
        if (name == null) {
            throw new Rejected(ErrorCode.MISSING_PROPERTY, "'name' is missing", Map.of("property", "name"));
        }
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "name",
                    "'name' must be 1 to 63 lower-case letters, digits, '.', '_' or '-', beginning with a letter or digit");
        }
        return name;
    }

    KnowledgeBaseChange accept(KnowledgeBaseChange asked) {
        return new KnowledgeBaseChange(
                asked.describes(), description(asked.description()), asked.documentPermissions());
    }

    private static @Nullable String description(@Nullable String description) {
        if (description == null) {
            return null;
        }
        if (description.length() > LONGEST_DESCRIPTION) {
            throw invalid("description", "'description' is longer than " + LONGEST_DESCRIPTION + " characters");
        }
        Texts.requireStorable(description, "'description'");
        return description;
    }

    private EmbeddingModel model(@Nullable String asked) {
        return asked == null ? models.defaultModel() : models.require(asked, "embedding_model");
    }

    private String language(@Nullable String asked) {
        String language = Objects.requireNonNullElse(asked, lexical.language());
        if (!Languages.knows(language) && !DocumentLanguage.AUTO.equals(language)) {
            throw invalid(
                    "language",
                    "'language' must be auto or one of " + String.join(", ", Languages.codes()) + ", not '" + language
                            + "'");
        }
        return language;
    }

    private Chunking usualChunking() {
        int max = settings.maxTokens();
        return Chunking.recursive(max, Math.min(settings.overlapTokens(), Chunking.largestOverlap(max)));
    }

    private static Rejected invalid(String property, String message) {
        return new Rejected(ErrorCode.INVALID_VALUE, message, Map.of("property", property));
    }
}
