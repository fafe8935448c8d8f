package dev.lockstep.launcher;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.stores.points.QdrantProbe;
import dev.lockstep.testing.TestPostgres;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever reaches the port of the embedded Qdrant needs the key of this start. */
class EmbeddedQdrantKeyTest {

    @TempDir
    Path directory;

    @Test
    void onlyTheKeyOfThisStartLetsIn() throws Exception {
        Set<String> keys = new HashSet<>();
        for (int start = 0; start < 2; start++) {
            try (Lifetime lifetime = new Lifetime()) {
                Map<String, String> started = stores(Map.of(), lifetime);
                URI url = URI.create(started.get("lockstep.qdrant.url"));
                String key = started.get("lockstep.qdrant.api-key");

                assertThat(collectionsRefused(url, null)).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(collectionsRefused(url, "another")).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(new QdrantProbe(url, key).version()).startsWith("1.");
                assertThat(key).hasSizeGreaterThan(40);
                keys.add(key);
            }
        }
        assertThat(keys).hasSize(2);
    }

    @Test
    void aKeyMayBeChosen() {
        try (Lifetime lifetime = new Lifetime()) {
            assertThat(stores(Map.of("lockstep.qdrant.api-key", "chosen"), lifetime))
                    .containsEntry("lockstep.qdrant.api-key", "chosen");
        }
        try (Lifetime lifetime = new Lifetime()) {
            assertThatThrownBy(() -> stores(Map.of("lockstep.qdrant.api-key", "not ok"), lifetime))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageStartingWith("lockstep.qdrant.api-key can't be used.")
                    .hasMessageNotContaining("not ok");
        }
    }

    private static Status.Code collectionsRefused(URI url, @Nullable String key) {
        QdrantGrpcClient.Builder client = QdrantGrpcClient.newBuilder(url.getHost(), url.getPort(), false, false);
        if (key != null) {
            client.withApiKey(key);
        }
        try (QdrantClient qdrant = new QdrantClient(client.build())) {
            return Status.fromThrowable(
                            org.assertj.core.api.Assertions.catchThrowableOfType(StatusRuntimeException.class, () -> {
                                try {
                                    qdrant.listCollectionsAsync().get();
                                } catch (java.util.concurrent.ExecutionException e) {
                                    throw e.getCause();
                                }
                            }))
                    .getCode();
        }
    }

    private Map<String, String> stores(Map<String, String> settings, Lifetime lifetime) {
        EmbeddedPostgresServer postgres = TestPostgres.server();
        Map<String, String> all = new HashMap<>(settings);
        all.put("lockstep.data-dir", directory.toString());
        all.put("lockstep.postgres.url", TestPostgres.freshDatabase());
        all.put("lockstep.postgres.username", postgres.username());
        all.put("lockstep.postgres.password", postgres.password());
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(all, "test", 100))
                .build();
        Narration narration =
                new Narration(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        return new Stores(Settings.from(config), new ApplicationHolder(lifetime), lifetime, narration).provide();
    }
}
