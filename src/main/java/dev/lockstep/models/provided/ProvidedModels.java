package dev.lockstep.models.provided;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.scoring.ScoringModel;
import io.quarkiverse.langchain4j.ModelName;
import io.quarkiverse.langchain4j.runtime.NamedConfigUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/** Finds the models that the build has made by {@code quarkus.langchain4j.*}; none where that is not configured. */
@ApplicationScoped
public class ProvidedModels {

    private final Config config;
    private final ProviderChoices choices = ProviderChoices.read();
    private final Instance<ChatModel> chatModels;
    private final Instance<StreamingChatModel> streamingModels;
    private final Instance<EmbeddingModel> embeddingModels;
    private final Instance<ScoringModel> scoringModels;

    ProvidedModels(
            Config config,
            @Any Instance<ChatModel> chatModels,
            @Any Instance<StreamingChatModel> streamingModels,
            @Any Instance<EmbeddingModel> embeddingModels,
            @Any Instance<ScoringModel> scoringModels) {
        this.config = config;
        this.chatModels = chatModels;
        this.streamingModels = streamingModels;
        this.embeddingModels = embeddingModels;
        this.scoringModels = scoringModels;
        if (!choices.isEmpty()) {
            LenientJson.relax();
        }
    }

    public List<Provided<EmbeddingModel>> embedding() {
        return all(
                ModelKind.EMBEDDING,
                name -> embeddingModels.select(called(name)).get());
    }

    public List<Provided<ScoringModel>> scoring() {
        return all(ModelKind.SCORING, name -> scoringModels.select(called(name)).get());
    }

    /** Chat models; one that can't tell its answer piece by piece tells it whole. */
    public List<Provided<StreamingChatModel>> chat() {
        return all(ModelKind.CHAT, name -> {
            Instance<StreamingChatModel> streaming = streamingModels.select(called(name));
            return streaming.isResolvable()
                    ? streaming.get()
                    : new WholeAnswer(chatModels.select(called(name)).get());
        });
    }

    private <T> List<Provided<T>> all(ModelKind kind, Function<String, T> clients) {
        return choices.of(kind).entrySet().stream()
                .map(choice -> provided(kind, choice.getKey(), choice.getValue(), clients.apply(choice.getKey())))
                .toList();
    }

    private <T> Provided<T> provided(ModelKind kind, String name, String provider, T client) {
        boolean unnamed = NamedConfigUtil.isDefault(name);
        ProviderSettings settings = new ProviderSettings(config, provider, name);
        // A provider that has one model alone is called by its name.
        String model = settings.model(kind).orElse(provider);
        return new Provided<>(unnamed ? provider : name, provider, model, unnamed, settings.apiKey(), client);
    }

    private static Annotation called(String name) {
        return NamedConfigUtil.isDefault(name) ? Default.Literal.INSTANCE : ModelName.Literal.of(name);
    }
}
