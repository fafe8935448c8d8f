package dev.lockstep.features.search;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.features.search.SearchRequest.Neighbours;
import dev.lockstep.stores.catalog.documents.Hydration.Stretch;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stands around hits becomes one passage where it overlaps. */
class SurroundingsTest {

    private static final DocumentId ONE = DocumentId.next();
    private static final DocumentId OTHER = DocumentId.next();

    @Test
    void hitsThatAreFarApartHavePassagesOfTheirOwn() {
        LiveChunk late = chunk(ONE, 9);
        LiveChunk early = chunk(ONE, 2);

        List<Surroundings> merged = Surroundings.merge(List.of(late, early), new Neighbours(1, 2));

        assertThat(merged)
                .containsExactly(
                        new Surroundings(new Stretch(ONE, 1, 1, 1, 4), List.of(early)),
                        new Surroundings(new Stretch(ONE, 1, 1, 8, 11), List.of(late)));
    }

    @Test
    void neighboursThatOverlapAreOnePassageOfTheBestHit() {
        LiveChunk best = chunk(ONE, 5);
        LiveChunk second = chunk(ONE, 3);
        LiveChunk third = chunk(ONE, 8);

        List<Surroundings> merged = Surroundings.merge(List.of(best, second, third), new Neighbours(1, 1));

        assertThat(merged)
                .containsExactly(new Surroundings(new Stretch(ONE, 1, 1, 2, 9), List.of(best, second, third)));
    }

    @Test
    void aPassageDoesNotBeginBeforeTheDocument() {
        LiveChunk first = chunk(ONE, 0);

        assertThat(Surroundings.merge(List.of(first), new Neighbours(3, 0)))
                .containsExactly(new Surroundings(new Stretch(ONE, 1, 1, 0, 0), List.of(first)));
    }

    @Test
    void documentsAreNotMixed() {
        LiveChunk one = chunk(ONE, 1);
        LiveChunk other = chunk(OTHER, 2);

        assertThat(Surroundings.merge(List.of(one, other), new Neighbours(1, 1)))
                .hasSize(2);
    }

    private static LiveChunk chunk(DocumentId document, int index) {
        return new LiveChunk(
                PointId.next(),
                document,
                null,
                1,
                1,
                null,
                null,
                "text",
                List.of(),
                new Position(index, index * 10, index * 10 + 4),
                Metadata.EMPTY,
                Metadata.EMPTY);
    }
}
