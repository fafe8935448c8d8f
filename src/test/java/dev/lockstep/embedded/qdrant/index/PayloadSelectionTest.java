package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.WithPayloadSelectorFactory.enable;
import static io.qdrant.client.WithPayloadSelectorFactory.exclude;
import static io.qdrant.client.WithPayloadSelectorFactory.include;
import static org.assertj.core.api.Assertions.assertThat;

/** Parts of a payload. The rules, and the first example, are those of lib/segment/src/json_path/mod.rs in Qdrant's source. */
class PayloadSelectionTest {
    private static final Value B = list(List.of(
            value(Map.of("c", value(1))),
            value(Map.of("c", value(2))),
            value(Map.of("d", value(Map.of("e", value(3)))))));
    private static final Value G = list(List.of(value("g0"), value("g1")));
    private static RunningQdrant qdrant;

    @BeforeAll
    static void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
        qdrant.upsert(point(
                1,
                Map.of("a", value(Map.of("b", B, "bb", value(4))), "f", value(3), "g", G, "x.y", value("dotted")),
                1,
                0));
    }

    @AfterAll
    static void stop() {
        qdrant.close();
    }

    @Test
    void whatIsIncludedKeepsItsPlaceAndElementsWithoutItStayEmpty() {
        Value shown = list(
                List.of(value(Map.of("c", value(1))), value(Map.of("c", value(2))), value(Map.<String, Value>of())));
        assertThat(get(include(List.of("a.b[].c")))).isEqualTo(Map.of("a", value(Map.of("b", shown))));
        assertThat(get(include(List.of("a.b", "f")))).isEqualTo(Map.of("a", value(Map.of("b", B)), "f", value(3)));
        assertThat(get(include(List.of("g[]")))).isEqualTo(Map.of("g", G));
        assertThat(get(include(List.of("\"x.y\"")))).isEqualTo(Map.of("x.y", value("dotted")));
    }

    @Test
    void aPathThroughAnArrayNeedsBracketsAndKeysMatchWhole() {
        assertThat(get(include(List.of("a.b.c")))).isEqualTo(Map.of("a", value(Map.of("b", list(List.of())))));
        assertThat(get(include(List.of("x.y")))).isEmpty();
        assertThat(get(include(List.of("a.bb")))).isEqualTo(Map.of("a", value(Map.of("bb", value(4)))));
    }

    @Test
    void whatIsExcludedIsMissingAndAllElseIsThere() {
        Value shown = list(List.of(
                value(Map.<String, Value>of()),
                value(Map.<String, Value>of()),
                value(Map.of("d", value(Map.of("e", value(3)))))));
        assertThat(get(exclude(List.of("a.b[].c", "f", "g[]", "\"x.y\""))))
                .isEqualTo(Map.of("a", value(Map.of("b", shown, "bb", value(4))), "g", list(List.of())));
        assertThat(get(exclude(List.of("a", "nowhere.b")))).containsOnlyKeys("f", "g", "x.y");
        assertThat(get(exclude(List.of()))).isEqualTo(get(enable(true)));
    }

    @Test
    void aPointThatIsAskedForTwiceComesOnce() {
        var answer = qdrant.points.get(GetPoints.newBuilder()
                .setCollectionName(POINTS)
                .addIds(id(1))
                .addIds(id(2))
                .addIds(id(1))
                .build());
        assertThat(answer.getResultCount()).isEqualTo(1);
    }

    private static Map<String, Value> get(WithPayloadSelector selector) {
        return qdrant.points
                .get(GetPoints.newBuilder()
                        .setCollectionName(POINTS)
                        .addIds(id(1))
                        .setWithPayload(selector)
                        .build())
                .getResult(0)
                .getPayloadMap();
    }
}
