package dev.lockstep.embedded.qdrant.protocol;

import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Qdrant does is in its lib/segment/src/json_path/mod.rs (value_set, value_remove) and common/utils.rs (merge_map). */
class PayloadPlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a": {"x": 1, "y": 1}}        | a            | {"a": {"x": 1, "y": 1, "n": 7}}
        {"a": {"b": {"n": 1}}}         | a.b          | {"a": {"b": {"n": 7}}}
        {}                             | a.b          | {"a": {"b": {"n": 7}}}
        {"a": 1}                       | a.b          | {"a": {"b": {"n": 7}}}
        {"a": [1, 2]}                  | a            | {"a": {"n": 7}}
        {"a": [{"b": 1}, 2, []]}       | a[]          | {"a": [{"b": 1, "n": 7}, {"n": 7}, {"n": 7}]}
        {"a": [{"b": 1}, {"b": {}}]}   | a[].b        | {"a": [{"b": {"n": 7}}, {"b": {"n": 7}}]}
        {"a": {"b": 1}}                | a[]          | {"a": []}
        {}                             | a[].b        | {"a": []}
        {"a": [1, {"b": 1}, 3]}        | a[1]         | {"a": [1, {"b": 1, "n": 7}, 3]}
        {"a": [1]}                     | a[1]         | {"a": [1]}
        {"a": [1]}                     | a[99999999999].b | {"a": [1]}
        {"a": 1}                       | a[0]         | {"a": []}
        {"a b": {"c.d": 1}}            | "a b"."c.d"  | {"a b": {"c.d": {"n": 7}}}
        """)
    void fieldsAreMergedIntoTheObjectAtThePlace(String payload, String place, String expected) {
        assertThat(PayloadPlace.parse(place).merge(Json.object(payload), Json.object("{\"n\": 7}")))
                .isEqualTo(Json.object(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a": 1, "b": 2}               | a            | {"b": 2}
        {"a": {"b": 1, "c": 2}}        | a.b          | {"a": {"c": 2}}
        {"a": {"b": 1}}                | a.c          | {"a": {"b": 1}}
        {"a": 1}                       | a.b          | {"a": 1}
        {"a": 1}                       | b            | {"a": 1}
        {"a": [{"b": 1, "c": 2}, 3]}   | a[].b        | {"a": [{"c": 2}, 3]}
        {"a": [{"b": 1}, {"b": 1}]}    | a[1].b       | {"a": [{"b": 1}, {}]}
        {"a": [{"b": 1}]}              | a[7].b       | {"a": [{"b": 1}]}
        {"a": [1, 2]}                  | a[]          | {"a": []}
        {"a": [1, 2]}                  | a[0]         | {"a": [1, 2]}
        {"a": {"b": [1]}}              | a[]          | {"a": {"b": [1]}}
        {"a": [[1], [2]]}              | a[][]        | {"a": [[], []]}
        """)
    void whatIsAtThePlaceIsRemoved(String payload, String place, String expected) {
        assertThat(PayloadPlace.parse(place).remove(Json.object(payload))).isEqualTo(Json.object(expected));
    }

    @Test
    void aNullRemovesATopLevelFieldAndIsAValueBelow() {
        Map<String, Value> payload = Json.object("{\"a\": 1, \"b\": {\"c\": 1}}");
        assertThat(PayloadPlace.merged(payload, Json.object("{\"a\": null, \"b\": {\"c\": null}, \"d\": null}")))
                .isEqualTo(Json.object("{\"b\": {\"c\": null}}"));
        assertThat(PayloadPlace.parse("b").merge(payload, Json.object("{\"c\": null}")))
                .isEqualTo(Json.object("{\"a\": 1, \"b\": {}}"));
        assertThat(PayloadPlace.merged(payload, Map.of("a", Value.getDefaultInstance())))
                .containsOnlyKeys("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a.", ".a", "a b", "a[", "a[-1]", "a[x]", "[]", "[0].a", "a\"b\"", "\"a", "\"a\\\"\""})
    void placesThatAreNone(String place) {
        assertThatThrownBy(() -> PayloadPlace.parse(place))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("INVALID_ARGUMENT: Invalid json path: '" + place + "'");
    }
}
