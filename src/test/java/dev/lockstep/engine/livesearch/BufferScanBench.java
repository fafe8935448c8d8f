package dev.lockstep.engine.livesearch;

import dev.lockstep.bench.Alternating;
import dev.lockstep.domain.Chunk;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Filter;
import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.OwnerId;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.domain.Tenant;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.buffer.BufferedPart;
import dev.lockstep.features.documents.ReadyDocuments;
import dev.lockstep.stores.points.Leg;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Scans of a write buffer with 10,000 points of 384 dimensions and 70 terms, on one core. */
@Tag("bench")
class BufferScanBench {

    private static final int LIMIT = 200;

    private final SplittableRandom random = new SplittableRandom(4);
    private final ScopeId scope = KnowledgeBaseId.next().scope();

    @Test
    void tenThousandPoints() throws Exception {
        List<List<Point>> units =
                IntStream.range(0, 1_000).mapToObj(i -> unit()).toList();
        List<BufferedPart> snapshot = units.stream().map(BufferedPart::new).toList();
        Leg dense = new Leg.Dense(units.get(0).get(0).embedding());
        SparseVector terms = units.get(1).get(0).lexical();
        for (int asked : new int[] {5, 30}) {
            Leg lexical = new Leg.Lexical(
                    new SparseVector(Arrays.copyOf(terms.indices(), asked), Arrays.copyOf(terms.values(), asked)));
            Alternating medians =
                    Alternating.measure(200, 1_000, round -> scan(snapshot, dense), round -> scan(snapshot, lexical));
            System.out.printf(
                    "scan of 10,000 points for the best %d on Java %s, median of 1,000: by meaning %.2f ms, by %d words"
                            + " %.2f ms (target: 3 ms)%n",
                    LIMIT, Runtime.version().feature(), medians.ours(), asked, medians.theirs());
        }
    }

    private static void scan(List<BufferedPart> snapshot, Leg leg) {
        assertThat(BufferScan.nearest(snapshot, leg, Filter.ALL, LIMIT, null)).isNotEmpty();
    }

    private List<Point> unit() {
        UnitOfWorkId unit = UnitOfWorkId.next();
        OwnerId document = DocumentId.next().owner();
        Stream<Chunk> chunks = ReadyDocuments.make(10, random).chunks().stream();
        return chunks.map(chunk -> new Point(
                        chunk.id(),
                        Tenant.DEFAULT,
                        "scanned",
                        scope,
                        document,
                        1,
                        unit,
                        chunk.embedding(),
                        chunk.lexical(),
                        Metadata.EMPTY))
                .toList();
    }
}
