package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams.IndexParamsCase;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The payload indexes of a collection, as far as conditions mean something else with them: a text goes by tokens, a UUID is
 * the same however it is written, and an array with a null in it is null.
 */
public final class PayloadIndexSet {
    public static final PayloadIndexSet NONE = new PayloadIndexSet(Map.of(), Map.of());

    private final Map<String, PayloadSchemaInfo> schema;
    private final Map<String, TextIndex> texts;

    private PayloadIndexSet(Map<String, PayloadSchemaInfo> schema, Map<String, TextIndex> texts) {
        this.schema = Map.copyOf(schema);
        this.texts = Map.copyOf(texts);
    }

    /** Reads the indexes by path. Those that earlier versions took and this one would refuse are left out. */
    public static PayloadIndexSet of(Map<String, PayloadSchemaInfo> schema) {
        Map<String, TextIndex> texts = new HashMap<>();
        schema.forEach((path, info) -> {
            if (info.getDataType() == PayloadSchemaType.Text) {
                try {
                    texts.put(path, TextIndex.of(text(info)));
                } catch (StatusRuntimeException e) {
                    System.getLogger(PayloadIndexSet.class.getName())
                            .log(System.Logger.Level.WARNING, "The text index of `" + path + "` has no effect", e);
                }
            }
        });
        return new PayloadIndexSet(schema, texts);
    }

    /** Refuses an index that is malformed or would need what is not implemented. */
    public static void check(PayloadSchemaInfo info) {
        PayloadIndexParams params = info.getParams();
        IndexParamsCase kind = params.getIndexParamsCase();
        if (kind != IndexParamsCase.INDEXPARAMS_NOT_SET && kind != kind(info.getDataType())) {
            throw ErrorStatus.invalid(
                    "field_type (%s) and field_index_params do not match".formatted(info.getDataType()));
        }
        var integer = params.getIntegerIndexParams();
        if (integer.hasLookup() && !integer.getLookup() && integer.hasRange() && !integer.getRange()) {
            throw ErrorStatus.invalid("the 'lookup' and 'range' capabilities can't be both disabled");
        }
        if (info.getDataType() == PayloadSchemaType.Text) {
            TextIndex ignored = TextIndex.of(text(info));
        }
    }

    /**
     * Whether the path has an index. With one of any type comes Qdrant's index of nulls: an array with a null in it is null to
     * it.
     */
    public boolean has(PayloadPath path) {
        return schema.containsKey(path.text());
    }

    public boolean hasUuids(PayloadPath path) {
        PayloadSchemaInfo info = schema.get(path.text());
        return info != null && info.getDataType() == PayloadSchemaType.Uuid;
    }

    @Nullable
    TextIndex text(PayloadPath path) {
        return texts.get(path.text());
    }

    private static TextIndexParams text(PayloadSchemaInfo info) {
        return info.getParams().hasTextIndexParams()
                ? info.getParams().getTextIndexParams()
                : TextIndexParams.newBuilder().setTokenizer(TokenizerType.Word).build();
    }

    private static IndexParamsCase kind(PayloadSchemaType type) {
        return switch (type) {
            case Keyword -> IndexParamsCase.KEYWORD_INDEX_PARAMS;
            case Integer -> IndexParamsCase.INTEGER_INDEX_PARAMS;
            case Float -> IndexParamsCase.FLOAT_INDEX_PARAMS;
            case Geo -> IndexParamsCase.GEO_INDEX_PARAMS;
            case Text -> IndexParamsCase.TEXT_INDEX_PARAMS;
            case Bool -> IndexParamsCase.BOOL_INDEX_PARAMS;
            case Datetime -> IndexParamsCase.DATETIME_INDEX_PARAMS;
            case Uuid -> IndexParamsCase.UUID_INDEX_PARAMS;
            case UnknownType, UNRECOGNIZED -> IndexParamsCase.INDEXPARAMS_NOT_SET;
        };
    }
}
