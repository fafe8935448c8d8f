package dev.lockstep.embedded.qdrant.query;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.POINTS;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Counts of points by value. The order is that of lib/segment/src/data_types/facets.rs in Qdrant's source. */
class FacetTest {
    private RunningQdrant qdrant;

    @BeforeEach
    void start(@TempDir Path directory) {
        qdrant = RunningQdrant.in(directory).withCollection(2, Distance.Cosine);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    @Test
    void countsAreThoseOfTheLivePointsThatMatchTheFilter() {
        index("tag", FieldType.FieldTypeKeyword);
        Map<Long, String> tags = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 3; round++) {
            for (long number = 1 + round; number <= 200; number += 1 + round) {
                String tag = "t" + (int) Math.sqrt(random.nextInt(900));
                qdrant.acknowledge(point(number, Map.of("tag", value(tag), "even", value(number % 2 == 0)), 1, 0));
                tags.put(number, tag);
            }
        }
        delete(6, 7);
        tags.keySet().removeAll(List.of(6L, 7L));

        assertThat(facet(request("tag").setLimit(7))).isEqualTo(expected(tags, 7));
        assertThat(facet(request("tag").setExact(true))).isEqualTo(expected(tags, 10));
        assertThat(facet(request("tag").setLimit(1000))).isEqualTo(expected(tags, 1000));
        tags.keySet().removeIf(number -> number % 2 == 1);
        assertThat(facet(request("tag").setFilter(Filter.newBuilder().addMust(match("even", true)))))
                .isEqualTo(expected(tags, 10));
    }

    @Test
    void theKindOfTheIndexTellsWhichValuesCount() {
        qdrant.upsert(
                point(1, Map.of("v", value("a")), 1, 0),
                point(2, Map.of("v", value(5)), 1, 0),
                point(3, Map.of("v", value(-5)), 1, 0),
                point(4, Map.of("v", value(true)), 1, 0),
                point(5, Map.of("v", value(5.0)), 1, 0),
                point(6, Map.of("w", value("a")), 1, 0));
        index("v", FieldType.FieldTypeKeyword);
        assertThat(facet(request("v"))).containsExactly("a: 1");
        index("v", FieldType.FieldTypeInteger);
        assertThat(facet(request("v"))).containsExactly("-5: 1", "5: 1");
        index("v", FieldType.FieldTypeBool);
        assertThat(facet(request("v"))).containsExactly("true: 1");
    }

    @Test
    void aPointCountsOnceForEachOfItsValues() {
        index("v", FieldType.FieldTypeKeyword);
        index("v[]", FieldType.FieldTypeKeyword);
        index("a.b", FieldType.FieldTypeKeyword);
        Value array = list(List.of(value("x"), value("y"), value("x")));
        qdrant.upsert(
                point(1, Map.of("v", array), 1, 0),
                point(2, Map.of("v", value("y")), 1, 0),
                point(3, Map.of("a", value(Map.of("b", value("z")))), 1, 0));
        assertThat(facet(request("v"))).containsExactly("y: 2", "x: 1");
        assertThat(facet(request("v[]"))).containsExactly("x: 1", "y: 1");
        assertThat(facet(request("a.b"))).containsExactly("z: 1");
    }

    @Test
    void longTextsAreThereInFull() {
        index("v", FieldType.FieldTypeKeyword);
        String common = "long ".repeat(400);
        qdrant.upsert(
                point(1, Map.of("v", value(common + "b")), 1, 0),
                point(2, Map.of("v", value("short")), 1, 0),
                point(3, Map.of("v", list(List.of(value(common + "a"), value(common + "b")))), 1, 0));
        delete(1);
        qdrant.upsert(point(4, Map.of("v", value(common + "b")), 1, 0));
        assertThat(facet(request("v"))).containsExactly(common + "b: 2", common + "a: 1", "short: 1");
        assertThat(facet(request("v").setLimit(2))).containsExactly(common + "b: 2", common + "a: 1");
    }

    @Test
    void withoutAnIndexThatKnowsValuesItIsRefused() {
        index("f", FieldType.FieldTypeFloat);
        for (String key : List.of("nowhere", "f")) {
            assertThatThrownBy(() -> facet(request(key)))
                    .hasMessageStartingWith(
                            "INVALID_ARGUMENT: Wrong input: No appropriate index for faceting: `" + key + "`");
        }
        index("u", FieldType.FieldTypeUuid);
        assertThatThrownBy(() -> facet(request("u")))
                .hasMessage("UNIMPLEMENTED: A facet of UUIDs is not implemented by the embedded Qdrant");
        assertThatThrownBy(() -> facet(request("f").setTimeout(0)))
                .hasMessage(
                        "INVALID_ARGUMENT: Validation error in body: [timeout: value 0 invalid, must be 1 or larger]");
        assertThatThrownBy(() -> facet(request("f").setLimit(1_000_000))).hasMessageContaining("more than the 100000");
        assertThat(facet(request("f").setLimit(0))).isEmpty();
    }

    private static List<String> expected(Map<Long, String> tags, int most) {
        Map<String, Long> counts = new TreeMap<>();
        tags.values().forEach(tag -> counts.merge(tag, 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }

    private void index(String key, FieldType type) {
        var unused = qdrant.points.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                .setCollectionName(POINTS)
                .setFieldName(key)
                .setFieldType(type)
                .setWait(true)
                .build());
    }

    private void delete(long... numbers) {
        PointsIdsList.Builder ids = PointsIdsList.newBuilder();
        for (long number : numbers) {
            ids.addIds(id(number));
        }
        var unused = qdrant.points.delete(DeletePoints.newBuilder()
                .setCollectionName(POINTS)
                .setWait(true)
                .setPoints(PointsSelector.newBuilder().setPoints(ids))
                .build());
    }

    private static FacetCounts.Builder request(String key) {
        return FacetCounts.newBuilder().setCollectionName(POINTS).setKey(key);
    }

    private List<String> facet(FacetCounts.Builder request) {
        return qdrant.points.facet(request.build()).getHitsList().stream()
                .map(FacetTest::text)
                .toList();
    }

    private static String text(FacetHit hit) {
        Object value =
                switch (hit.getValue().getVariantCase()) {
                    case STRING_VALUE -> hit.getValue().getStringValue();
                    case INTEGER_VALUE -> hit.getValue().getIntegerValue();
                    case BOOL_VALUE -> hit.getValue().getBoolValue();
                    case VARIANT_NOT_SET -> "nothing";
                };
        return value + ": " + hit.getCount();
    }
}
