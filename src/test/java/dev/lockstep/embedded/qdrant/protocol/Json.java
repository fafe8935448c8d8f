package dev.lockstep.embedded.qdrant.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Payloads written down as people write them. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static Map<String, Value> object(String json) {
        try {
            return value(MAPPER.readTree(json)).getStructValue().getFieldsMap();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static Value value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Value> fields = new LinkedHashMap<>();
            node.fields().forEachRemaining(field -> fields.put(field.getKey(), value(field.getValue())));
            return ValueFactory.value(fields);
        }
        if (node.isArray()) {
            List<Value> values = new ArrayList<>();
            node.forEach(element -> values.add(value(element)));
            return ValueFactory.list(values);
        }
        if (node.isNull()) {
            return ValueFactory.nullValue();
        }
        if (node.isBoolean()) {
            return ValueFactory.value(node.booleanValue());
        }
        if (node.isTextual()) {
            return ValueFactory.value(node.textValue());
        }
        return node.isIntegralNumber() ? ValueFactory.value(node.longValue()) : ValueFactory.value(node.doubleValue());
    }
}
