package dev.lockstep.embedded.qdrant.junit;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import io.qdrant.client.QdrantClient;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerForEachTest {
    private static EmbeddedQdrant before;

    @RegisterExtension
    final EmbeddedQdrantExtension extension = EmbeddedQdrantExtension.with(EmbeddedQdrant.Options::withoutPort);

    @RepeatedTest(2)
    void eachTestFindsAnEmptyServer(QdrantClient client, EmbeddedQdrant server) throws Exception {
        assertThat(client.listCollectionsAsync().get()).isEmpty();
        EmbeddedQdrantExtensionTest.create(client, "left behind");
        assertThat(server).isNotSameAs(before);
        before = server;
        assertThatThrownBy(server::port).as("started as told").isInstanceOf(IllegalStateException.class);
    }
}
