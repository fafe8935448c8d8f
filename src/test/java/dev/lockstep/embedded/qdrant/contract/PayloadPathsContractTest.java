package dev.lockstep.embedded.qdrant.contract;

import io.grpc.Status.Code;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.lockstep.embedded.qdrant.contract.TestCollection.point;
import static io.qdrant.client.ConditionFactory.match;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.ValueFactory.list;
import static io.qdrant.client.ValueFactory.value;
import static org.assertj.core.api.Assertions.assertThat;

/** As in Qdrant's lib/segment/src/json_path/mod.rs and parse.rs. */
@Row("Payload paths")
class PayloadPathsContractTest {
    @RegisterExtension
    static final Connection QDRANT = new Connection();

    private static final Value PARTS =
            list(List.of(value(Map.of("w", value(1), "v", value(9))), value(Map.of("w", value(2)))));

    private TestCollection points;

    @BeforeEach
    void write() {
        points = QDRANT.collection(Distance.Dot);
        points.upsert(
                point(1, Map.of("a", value(Map.of("b", value("deep")))), 1, 0),
                point(2, Map.of("parts", PARTS), 1, 0),
                point(3, Map.of("a.b", value("dotted"), "two words", value("quoted")), 1, 0));
    }

    @Test
    void aDotEntersAnObject() {
        assertThat(points.matching(matchKeyword("a.b", "deep"))).containsExactly(1L);
        assertThat(points.matching(matchKeyword("a.b", "dotted"))).isEmpty();
    }

    @Test
    void bracketsEnterAnArray() {
        assertThat(points.matching(match("parts[].w", 2))).containsExactly(2L);
        assertThat(points.matching(match("parts.w", 2))).isEmpty();
    }

    @Test
    void aNumberInBracketsIsAPosition() {
        assertThat(points.matching(match("parts[1].w", 2))).containsExactly(2L);
        assertThat(points.matching(match("parts[0].w", 2))).isEmpty();
        assertThat(points.matching(match("parts[7].w", 2))).isEmpty();
    }

    @Test
    void aQuotedKeyIsTakenAsItIs() {
        assertThat(points.matching(matchKeyword("\"a.b\"", "dotted"))).containsExactly(3L);
        assertThat(points.matching(matchKeyword("\"two words\"", "quoted"))).containsExactly(3L);
    }

    @Test
    void selectorsShowPartsInTheirPlaces() {
        assertThat(payload(1, WithPayloadSelectorFactory.include(List.of("a.b"))))
                .isEqualTo(Map.of("a", value(Map.of("b", value("deep")))));
        assertThat(payload(2, WithPayloadSelectorFactory.exclude(List.of("parts[].v"))))
                .isEqualTo(Map.of("parts", list(List.of(value(Map.of("w", value(1))), value(Map.of("w", value(2)))))));
        assertThat(payload(3, WithPayloadSelectorFactory.include(List.of("\"a.b\""))))
                .isEqualTo(Map.of("a.b", value("dotted")));
    }

    @Test
    void whatIsNoPathIsRefused() {
        for (String wrong : List.of("a[", "a[-1]", "\"a", "a..b", "a[x]")) {
            Refused.as(Code.INVALID_ARGUMENT, () -> points.matching(match(wrong, 1)));
        }
    }

    private Map<String, Value> payload(long number, WithPayloadSelector selector) {
        return QDRANT.points()
                .get(GetPoints.newBuilder()
                        .setCollectionName(points.name())
                        .addIds(id(number))
                        .setWithPayload(selector)
                        .build())
                .getResult(0)
                .getPayloadMap();
    }
}
