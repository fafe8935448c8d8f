package dev.lockstep.models.embedding;

import dev.lockstep.domain.Conflict;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Rejected;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.models.provided.ProvidedModels;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The models that this service runs, side by side. Vectors of different models must not be compared, so whoever embeds
 * asks for the model of the knowledge base or conversation; the default one is for new ones.
 *
 * <p>All are loaded at start-up, so that the first request does not pay for it and what is wrong is found at once.
 */
@Startup
@ApplicationScoped
public class EmbeddingModels {

    private final Map<String, EmbeddingModel> byName;
    private final EmbeddingModel defaultModel;

    /** These end with the service, in this order. */
    private final List<Runnable> ends;

    @Inject
    EmbeddingModels(EmbeddingSettings settings, ProvidedModels provided, MeterRegistry registry) {
        this(settings, provided.embedding(), registry);
    }

    public EmbeddingModels(EmbeddingSettings settings, MeterRegistry registry) {
        this(settings, List.of(), registry);
    }

    private EmbeddingModels(
            EmbeddingSettings settings,
            List<Provided<dev.langchain4j.model.embedding.EmbeddingModel>> provided,
            MeterRegistry registry) {
        Set<String> names = provided.stream().map(Provided::name).collect(Collectors.toCollection(TreeSet::new));
        ModelNames.require(settings, names);
        EmbeddingLanes lanes = EmbeddingLanes.open(settings, registry);
        QueryCache queries = new QueryCache(settings.queryCache().asLongValue(), registry);
        // The computing ends before the native memory under it goes.
        ends = new ArrayList<>(List.of(lanes::close));
        byName = new LinkedHashMap<>();
        OnnxEmbeddingModel builtIn = BuiltInModel.load(lanes);
        ends.add(builtIn::close);
        byName.put(BuiltInModel.NAME, new CachedQueries(builtIn, queries));
        for (Provided<dev.langchain4j.model.embedding.EmbeddingModel> each : provided) {
            byName.put(each.name(), new CachedQueries(provided(each, settings, registry), queries));
        }
        new TreeMap<>(settings.models()).forEach((name, model) -> {
            if (names.contains(name)) {
                return;
            }
            EmbeddingModel opened = model.remote()
                    .map(remote -> remote(name, model, remote, settings, registry))
                    .orElseGet(() -> local(name, model, lanes));
            byName.put(name, new CachedQueries(opened, queries));
        });
        defaultModel = byName.get(settings.model());
    }

    private EmbeddingModel local(String name, ModelSettings model, EmbeddingLanes lanes) {
        OnnxEmbeddingModel opened = ConfiguredModel.load(name, model, lanes);
        ends.add(opened::close);
        return opened;
    }

    private EmbeddingModel remote(
            String name,
            ModelSettings model,
            RemoteSettings remote,
            EmbeddingSettings settings,
            MeterRegistry registry) {
        RemoteEmbeddingModel opened =
                RemoteModel.open(name, model, remote, () -> EmbeddingLanes.openFor(name, remote, settings, registry));
        ends.add(opened::close);
        return opened;
    }

    private RemoteEmbeddingModel provided(
            Provided<dev.langchain4j.model.embedding.EmbeddingModel> model,
            EmbeddingSettings settings,
            MeterRegistry registry) {
        ModelSettings own = settings.models().get(model.name());
        RemoteEmbeddingModel opened = ProvidedModel.open(
                model, own, () -> EmbeddingLanes.openFor(model.name(), own.langchain4j(), settings, registry));
        ends.add(opened::close);
        return opened;
    }

    private EmbeddingModels(Map<String, EmbeddingModel> byName, EmbeddingModel defaultModel) {
        this.byName = byName;
        this.defaultModel = defaultModel;
        ends = List.of();
    }

    /** Takes models that are there already, each by its id. */
    public static EmbeddingModels of(EmbeddingModel defaultModel, EmbeddingModel... others) {
        Map<String, EmbeddingModel> byName = new LinkedHashMap<>();
        byName.put(defaultModel.id().value(), defaultModel);
        for (EmbeddingModel other : others) {
            byName.put(other.id().value(), other);
        }
        return new EmbeddingModels(byName, defaultModel);
    }

    /** The model of new knowledge bases and conversations that name none. */
    public EmbeddingModel defaultModel() {
        return defaultModel;
    }

    /** Every model, the built-in one first. */
    public List<EmbeddingModel> all() {
        return List.copyOf(byName.values());
    }

    /**
     * Finds a model by its id.
     *
     * @param id as it is stored with what the model has embedded
     */
    public Optional<EmbeddingModel> byId(String id) {
        return byName.values().stream()
                .filter(model -> model.id().value().equals(id))
                .findFirst();
    }

    /**
     * Finds a model by what a request may call it.
     *
     * @param nameOrId the name that the model is configured by, or its id
     */
    public Optional<EmbeddingModel> named(String nameOrId) {
        return Optional.ofNullable(byName.get(nameOrId)).or(() -> byId(nameOrId));
    }

    /**
     * The model that a request asks for.
     *
     * @param property where the request names it
     * @throws Rejected naming those that there are
     */
    public EmbeddingModel require(String nameOrId, String property) {
        return named(nameOrId)
                .orElseThrow(() -> new Rejected(
                        ErrorCode.INVALID_VALUE,
                        "'" + property + "' must be one of the models that this service runs, "
                                + String.join(", ", ids()) + " (or their names " + String.join(", ", byName.keySet())
                                + "), not '" + nameOrId + "'",
                        Map.of("property", property, "known", ids())));
    }

    /**
     * The model of the knowledge base.
     *
     * @throws Conflict when it is not configured any more, or its vectors have become longer or shorter
     */
    public EmbeddingModel of(KnowledgeBase knowledgeBase) {
        EmbeddingModel model = byId(knowledgeBase.embeddingModel())
                .orElseThrow(() -> missing(
                        "knowledge base '" + knowledgeBase.name() + "'",
                        knowledgeBase.embeddingModel(),
                        "or embed the knowledge base again with one of these, by POST /v1/knowledge-bases/"
                                + knowledgeBase.name() + "/reembed"));
        if (!model.gives(knowledgeBase.dimension())) {
            throw new Conflict(
                    ErrorCode.EMBEDDING_MODEL_MISMATCH,
                    "knowledge base '" + knowledgeBase.name() + "' holds vectors of " + knowledgeBase.dimension()
                            + " dimensions, but those of " + model.id() + " have " + model.dimension()
                            + ": configure the model that it was made with",
                    Map.of("expected", knowledgeBase.dimension(), "actual", model.dimension()));
        }
        return model;
    }

    /**
     * The model of the conversation.
     *
     * @throws Conflict when it is not configured any more
     */
    public EmbeddingModel of(Conversation conversation) {
        return byId(conversation.embeddingModel())
                .orElseThrow(() -> missing(
                        "conversation " + conversation.id(),
                        conversation.embeddingModel(),
                        "or make a new conversation"));
    }

    private Conflict missing(String holder, String id, String otherwise) {
        return new Conflict(
                ErrorCode.EMBEDDING_MODEL_MISMATCH,
                holder + " holds vectors of " + id + ", but the service runs " + String.join(", ", ids())
                        + ": configure that model again, with the same files and settings, " + otherwise,
                Map.of("expected", id, "actual", String.join(", ", ids())));
    }

    private List<String> ids() {
        return byName.values().stream().map(model -> model.id().value()).toList();
    }

    @PreDestroy
    void close() {
        ends.forEach(Runnable::run);
    }
}
