package dev.lockstep.web.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads 44.0 as the whole number that it is to JSON, whose numbers have no types: some programs write all of theirs like that. 44.5 is
 * refused.
 */
final class WholeNumbers {

    private WholeNumbers() {}

    static SimpleModule module() {
        return new SimpleModule("whole-numbers")
                .addDeserializer(Integer.class, new OfInteger())
                .addDeserializer(Long.class, new OfLong());
    }

    private static boolean isFraction(JsonParser parser) {
        return parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT);
    }

    private static final class OfInteger extends StdScalarDeserializer<Integer> {

        private static final long serialVersionUID = 1L;

        OfInteger() {
            super(Integer.class);
        }

        /** What strings and the like are refused by. */
        @Override
        public LogicalType logicalType() {
            return LogicalType.Integer;
        }

        @Override
        public @Nullable Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!isFraction(parser)) {
                return _parseInteger(parser, context, Integer.class);
            }
            BigDecimal value = parser.getDecimalValue();
            try {
                return value.intValueExact();
            } catch (ArithmeticException notWhole) {
                return (Integer) context.handleWeirdNumberValue(Integer.class, value, "not a whole number of 32 bits");
            }
        }
    }

    private static final class OfLong extends StdScalarDeserializer<Long> {

        private static final long serialVersionUID = 1L;

        OfLong() {
            super(Long.class);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Integer;
        }

        @Override
        public @Nullable Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!isFraction(parser)) {
                return _parseLong(parser, context, Long.class);
            }
            BigDecimal value = parser.getDecimalValue();
            try {
                return value.longValueExact();
            } catch (ArithmeticException notWhole) {
                return (Long) context.handleWeirdNumberValue(Long.class, value, "not a whole number of 64 bits");
            }
        }
    }
}
