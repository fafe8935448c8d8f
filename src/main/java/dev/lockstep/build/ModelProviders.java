package dev.lockstep.build;

import dev.lockstep.models.provided.ModelKind;
import dev.lockstep.models.provided.ProviderChoices;
import io.quarkiverse.langchain4j.deployment.items.SelectedChatModelProviderBuildItem;
import io.quarkiverse.langchain4j.deployment.items.SelectedEmbeddingModelCandidateBuildItem;
import io.quarkiverse.langchain4j.deployment.items.SelectedScoringModelProviderBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps in the application which models of quarkus-langchain4j the build has made beans for, and by which providers. The settings that
 * say so are read by the build alone: at start they may be gone, or say something else.
 *
 * <p>This class runs while the application is built, in dev mode and before tests too: {@code META-INF/quarkus-build-steps.list}
 * names it. Nothing loads it in the service, whose package does not have what it is made with.
 */
final class ModelProviders {

    @BuildStep
    GeneratedResourceBuildItem choices(
            List<SelectedChatModelProviderBuildItem> chat,
            List<SelectedEmbeddingModelCandidateBuildItem> embedding,
            List<SelectedScoringModelProviderBuildItem> scoring) {
        Map<String, String> choices = new TreeMap<>();
        chat.forEach(each -> choices.put(key(ModelKind.CHAT, each.getConfigName()), each.getProvider()));
        embedding.forEach(each -> choices.put(key(ModelKind.EMBEDDING, each.getConfigName()), each.getProvider()));
        scoring.forEach(each -> choices.put(key(ModelKind.SCORING, each.getConfigName()), each.getProvider()));
        StringBuilder lines = new StringBuilder();
        choices.forEach((key, provider) ->
                lines.append(key).append('=').append(provider).append('\n'));
        return new GeneratedResourceBuildItem(
                ProviderChoices.FILE, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the key of a line, whose white space and signs of its own the format wants escaped. */
    private static String key(ModelKind kind, String name) {
        return ProviderChoices.key(kind, name).replaceAll("([\\\\:=#! ])", "\\\\$1");
    }
}
