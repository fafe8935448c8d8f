package dev.lockstep.features.answers;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.lockstep.models.chat.ChatEndpoint;
import dev.lockstep.models.chat.ChatModel;
import dev.lockstep.models.chat.HttpChatModel;
import dev.lockstep.models.provided.Choice;
import dev.lockstep.models.provided.ModelKind;
import dev.lockstep.models.provided.Provided;
import dev.lockstep.models.provided.ProvidedChatModel;
import dev.lockstep.models.provided.ProvidedModels;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has the chat model, if one is configured. It is made at start-up, so that a fault of its settings is found at once. */
@Startup
@ApplicationScoped
class ChatModels {

    private static final String PREFIX = "lockstep.answers.";

    private final @Nullable ChatModel model;

    @Inject
    ChatModels(AnswerSettings settings, ProvidedModels provided, Vertx vertx) {
        this(settings, provided.chat(), vertx);
    }

    ChatModels(AnswerSettings settings, List<Provided<StreamingChatModel>> provided, Vertx vertx) {
        requireSense(settings);
        model = settings.url()
                .<ChatModel>map(url -> open(url, settings, vertx))
                .or(() -> Choice.of(provided, ModelKind.CHAT, PREFIX + "model", settings.model())
                        .map(chosen ->
                                new ProvidedChatModel(chosen, settings.silence(), Infrastructure.getDefaultExecutor())))
                .orElse(null);
    }

    private ChatModels(@Nullable ChatModel model) {
        this.model = model;
    }

    /** Takes a model that is there already. */
    static ChatModels of(ChatModel model) {
        return new ChatModels(model);
    }

    /** The model; empty unless the settings name one. */
    Optional<ChatModel> configured() {
        return Optional.ofNullable(model);
    }

    private static HttpChatModel open(String url, AnswerSettings settings, Vertx vertx) {
        String name = settings.model()
                .orElseThrow(() -> refusal(
                        "url", harmless(url), "lockstep.answers.model is not set", "name the model that is to answer"));
        try {
            ChatEndpoint endpoint =
                    new ChatEndpoint(url, name, settings.apiKey(), settings.temperature(), settings.silence());
            return new HttpChatModel(endpoint, settings.maxConcurrent(), vertx);
        } catch (IllegalArgumentException e) {
            throw refusal(
                    "url",
                    harmless(url),
                    e.getMessage(),
                    "set one like http://localhost:11434/v1, and a key as lockstep.answers.api-key");
        }
    }

    /** Leaves out what may be a password. */
    private static String harmless(String url) {
        return url.replaceAll("//.*@", "//...@").replaceAll("[?#].*", "...");
    }

    private static void requireSense(AnswerSettings settings) {
        requirePositive("timeout", settings.timeout());
        requirePositive("silence", settings.silence());
        requireAtLeast("max-concurrent", 1, settings.maxConcurrent());
        requireAtLeast("max-waiting", 0, settings.maxWaiting());
        requireAtLeast("max-retries", 0, settings.maxRetries());
        requireAtLeast("default-limit", 1, settings.defaultLimit());
        requireAtLeast("max-limit", settings.defaultLimit(), settings.maxLimit());
        requireAtLeast("default-tokens", 1, settings.defaultTokens());
        requireAtLeast("max-tokens", settings.defaultTokens(), settings.maxTokens());
        requireAtLeast("max-prompt-length", Prompts.SHORTEST, settings.maxPromptLength());
    }

    private static void requirePositive(String setting, Duration time) {
        if (time.toMillis() < 1) {
            throw refusal(setting, time, "no answer would come in time", "set at least 1ms");
        }
    }

    private static void requireAtLeast(String setting, int least, int value) {
        if (value < least) {
            throw refusal(setting, value, "that is too small", "set at least " + least);
        }
    }

    private static ConfigurationException refusal(String setting, Object value, @Nullable String why, String remedy) {
        return new ConfigurationException("%s%s is \"%s\", but %s: %s.".formatted(PREFIX, setting, value, why, remedy));
    }

    @PreDestroy
    void close() {
        if (model != null) {
            model.close();
        }
    }
}
