package dev.lockstep.models.provided;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkiverse.langchain4j.QuarkusJsonCodecFactory.ObjectMapperHolder;
import io.quarkiverse.langchain4j.QuarkusJsonCodecFactory.SnakeCaseObjectMapperHolder;
import java.util.List;

/**
 * Lets the clients of quarkus-langchain4j read what servers of models send. They have copies of the service's own mapper, which takes
 * requests literally; but these servers may add properties at any time, and a client reads a part of an answer by itself.
 */
final class LenientJson {

    private LenientJson() {}

    /** Has to be called before a client reads: a mapper that is in use may not be changed. */
    static void relax() {
        List.of(ObjectMapperHolder.MAPPER, SnakeCaseObjectMapperHolder.MAPPER).forEach(LenientJson::relax);
    }

    static void relax(ObjectMapper mapper) {
        mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.enable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        for (LogicalType type :
                List.of(LogicalType.Textual, LogicalType.Integer, LogicalType.Boolean, LogicalType.Float)) {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
                mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.TryConvert);
            }
        }
    }
}
