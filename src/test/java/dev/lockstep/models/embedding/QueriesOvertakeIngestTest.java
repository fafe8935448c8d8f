package dev.lockstep.models.embedding;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class QueriesOvertakeIngestTest {

    @Test
    void aQueryIsAnsweredWhileALongDocumentIsBeingEmbedded() {
        try (DefaultModel loaded = DefaultModel.withThreads(2)) {
            EmbeddingModel model = loaded.model();
            List<String> document = Collections.nCopies(200, "A unit of work becomes visible at once. ".repeat(20));
            var ingest = model.embedDocuments(document).subscribe().withSubscriber(UniAssertSubscriber.create());
            assertThat(model.embedQuery("when is work visible?").await().atMost(Duration.ofSeconds(30)))
                    .hasSize(384);
            ingest.assertNotTerminated();
            ingest.cancel();
        }
    }
}
