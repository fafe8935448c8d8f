package dev.lockstep.models.embedding;

import dev.lockstep.models.embedding.remote.Protocol;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the settings of models are read. */
class SettingsOfModelsTest {

    private static final String MINE = "lockstep.embedding.models.\"my.model\".";

    @Test
    void aModelOfOnesOwnNeedsTwoPaths() {
        ModelSettings mine = read(Map.of(MINE + "model-path", "a.onnx", MINE + "tokenizer-path", "a.json"));
        assertThat(mine.modelPath()).contains("a.onnx");
        assertThat(mine.tokenizerPath()).contains("a.json");
        assertThat(mine.remote()).isEmpty();
        assertThat(mine.folder()).isEmpty();
        assertThat(mine.maxInput()).isEmpty();
        assertThat(mine.pooling()).isEmpty();
        assertThat(mine.dimensions()).isEmpty();
        assertThat(mine.queryPrefix()).isEmpty();
        assertThat(mine.documentPrefix()).isEmpty();
        assertThat(mine.languages()).isEmpty();
    }

    @Test
    void aPrefixKeepsTheSpaceAtItsEnd() {
        ModelSettings mine = read(Map.of(
                MINE + "model-path", "a.onnx",
                MINE + "tokenizer-path", "a.json",
                MINE + "pooling", "cls",
                MINE + "query-prefix", "query: "));
        assertThat(mine.queryPrefix()).contains("query: ");
        assertThat(mine.pooling()).contains(Pooling.CLS);
    }

    @Test
    void aFolderIsEnough() {
        ModelSettings mine = read(Map.of(MINE + "folder", "/models/e5", MINE + "dimensions", "256"));
        assertThat(mine.folder()).contains("/models/e5");
        assertThat(mine.modelPath()).isEmpty();
        assertThat(mine.dimensions()).hasValue(256);
        assertThat(read(Map.of(MINE + "folder", "/models/e5", MINE + "pooling", "model"))
                        .pooling())
                .contains(Pooling.MODEL);
    }

    @Test
    void aModelOfAServerNeedsItsPlaceItsNameAndItsDimension() {
        ModelSettings mine = read(Map.of(
                MINE + "remote.url", "http://localhost:11434",
                MINE + "remote.protocol", "ollama",
                MINE + "remote.model", "nomic-embed-text",
                MINE + "remote.dimension", "768",
                MINE + "remote.breaker.window", "20",
                MINE + "languages", "en,de"));
        assertThat(mine.languages()).contains(List.of("en", "de"));
        RemoteSettings remote = mine.remote().orElseThrow();
        assertThat(mine.modelPath()).isEmpty();
        assertThat(remote.protocol()).isEqualTo(Protocol.OLLAMA);
        assertThat(remote.dimension()).isEqualTo(768);
        assertThat(remote.tokenizer()).isEqualTo("characters");
        assertThat(remote.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(remote.breaker().window()).isEqualTo(20);
        assertThat(remote.apiKey()).isEmpty();
    }

    private static ModelSettings read(Map<String, String> settings) {
        EmbeddingSettings read = new SmallRyeConfigBuilder()
                .withMapping(EmbeddingSettings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(EmbeddingSettings.class);
        assertThat(read.model()).isEqualTo(BuiltInModel.NAME);
        return read.models().get("my.model");
    }
}
