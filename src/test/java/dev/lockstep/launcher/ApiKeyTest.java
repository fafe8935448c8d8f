package dev.lockstep.launcher;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.junit.EmbeddedQdrantExtension;
import dev.lockstep.stores.points.QdrantProbe;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ApiKeyTest {
    private static final String KEY = "right";

    @RegisterExtension
    static final EmbeddedQdrantExtension QDRANT = EmbeddedQdrantExtension.with(options -> options.withApiKey(KEY));

    @Test
    void theRightKeyLetsIn(EmbeddedQdrant qdrant) throws QdrantProbe.Unusable {
        assertThat(new QdrantProbe(url(qdrant), KEY).version()).startsWith("1.");
    }

    @Test
    void aWrongKeyIsNamedAsTheReason(EmbeddedQdrant qdrant) {
        assertThatThrownBy(() -> new QdrantProbe(url(qdrant), "wrong").version())
                .hasMessage("it refuses the API key");
    }

    @Test
    void aMissingKeyIsNamedAsTheReason(EmbeddedQdrant qdrant) {
        assertThatThrownBy(() -> new QdrantProbe(url(qdrant), null).version()).hasMessage("it asks for an API key");
    }

    private static URI url(EmbeddedQdrant qdrant) {
        return URI.create("http://127.0.0.1:" + qdrant.port());
    }
}
