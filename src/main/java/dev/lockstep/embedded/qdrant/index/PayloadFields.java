package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.Datetime;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;

/**
 * Makes every value of a payload findable, whether or not a payload index was declared for it: a term for equality, a
 * point for ranges, markers for presence and null.
 *
 * <p>A scalar in an array is indexed at the path of the array (an array matches when an element does) and again at the
 * path with {@code []}. An array in an array is not entered that way: it is one opaque value, as in Qdrant.
 */
final class PayloadFields {
    private final Document document;

    private PayloadFields(Document document) {
        this.document = document;
    }

    static void add(Map<String, Value> payload, Document document) {
        PayloadFields fields = new PayloadFields(document);
        payload.forEach((key, value) -> {
            if (PayloadPath.isAddressable(key)) {
                fields.value(PayloadPath.root(key), value);
            }
        });
    }

    private void value(PayloadPath path, Value value) {
        switch (value.getKindCase()) {
            case NULL_VALUE, KIND_NOT_SET -> term(PayloadTerm.isNull(path));
            case LIST_VALUE -> list(path, value);
            case STRUCT_VALUE -> {
                term(PayloadTerm.present(path));
                term(PayloadTerm.opaque(path));
                value.getStructValue().getFieldsMap().forEach((key, member) -> {
                    if (PayloadPath.isAddressable(key)) {
                        value(path.key(key), member);
                    }
                });
            }
            case STRING_VALUE, INTEGER_VALUE, DOUBLE_VALUE, BOOL_VALUE -> {
                term(PayloadTerm.present(path));
                scalar(path, value);
            }
        }
    }

    private void list(PayloadPath path, Value list) {
        if (list.getListValue().getValuesCount() > 0) {
            term(PayloadTerm.present(path));
        }
        for (Value element : list.getListValue().getValuesList()) {
            switch (element.getKindCase()) {
                case NULL_VALUE, KIND_NOT_SET -> {}
                case LIST_VALUE, STRUCT_VALUE -> term(PayloadTerm.opaque(path));
                case STRING_VALUE, INTEGER_VALUE, DOUBLE_VALUE, BOOL_VALUE -> scalar(path, element);
            }
            value(path.each(), element);
        }
    }

    private void scalar(PayloadPath path, Value value) {
        switch (value.getKindCase()) {
            case STRING_VALUE -> {
                term(PayloadTerm.keyword(path, value.getStringValue()));
                Datetime.parse(value.getStringValue())
                        .ifPresent(micros -> document.add(new LongPoint(datetimes(path), micros)));
            }
            case INTEGER_VALUE -> {
                term(PayloadTerm.integer(path, value.getIntegerValue()));
                number(path, (double) value.getIntegerValue());
            }
            case DOUBLE_VALUE -> {
                term(PayloadTerm.decimal(path, value.getDoubleValue()));
                number(path, value.getDoubleValue());
            }
            case BOOL_VALUE -> term(PayloadTerm.bool(path, value.getBoolValue()));
            case NULL_VALUE, LIST_VALUE, STRUCT_VALUE, KIND_NOT_SET -> throw new IllegalArgumentException("no scalar");
        }
    }

    private void number(PayloadPath path, double number) {
        document.add(new DoublePoint(numbers(path), withoutNegativeZero(number)));
    }

    private void term(PayloadTerm term) {
        document.add(new StringField(PayloadTerm.FIELD, term.bytes(), Field.Store.NO));
    }

    static String numbers(PayloadPath path) {
        return "n:" + path.term();
    }

    static String datetimes(PayloadPath path) {
        return "t:" + path.term();
    }

    /** Points order -0.0 before 0.0, which are equal to everyone else. */
    static double withoutNegativeZero(double number) {
        return number + 0.0;
    }
}
