package dev.lockstep.embedded.qdrant.differential;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.OrderValue;
import io.qdrant.client.grpc.Points.PointGroup;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScoredPoint;

/** The kinds of lists in answers: what orders them, and what their elements are known by. */
enum Elements {
    /** Best first. */
    HITS,
    /** By the score of the best hit. */
    GROUPS,
    /** Most frequent first. */
    FACETS,
    /** In the order of ids, or of a payload value. */
    POINTS,
    /** Names, which have no order. */
    NAMES,
    /** Anything else: the position counts. */
    OTHERS;

    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_GROUP_SIZE = 3;

    static Elements of(Descriptor type) {
        return switch (type.getName()) {
            case "ScoredPoint" -> HITS;
            case "PointGroup" -> GROUPS;
            case "FacetHit" -> FACETS;
            case "RetrievedPoint" -> POINTS;
            case "CollectionDescription", "AliasDescription" -> NAMES;
            default -> OTHERS;
        };
    }

    /** Whether two elements that stand beside each other may as well stand the other way round. */
    boolean areTied(Message one, Message other) {
        return switch (this) {
            case HITS -> tied((ScoredPoint) one, (ScoredPoint) other);
            case GROUPS -> tied(best((PointGroup) one), best((PointGroup) other));
            case FACETS -> ((FacetHit) one).getCount() == ((FacetHit) other).getCount();
            case POINTS -> tied((RetrievedPoint) one, (RetrievedPoint) other);
            case NAMES -> true;
            case OTHERS -> false;
        };
    }

    Object key(Message element) {
        return switch (this) {
            case HITS -> ((ScoredPoint) element).getId();
            case GROUPS -> ((PointGroup) element).getId();
            case FACETS -> ((FacetHit) element).getValue();
            case POINTS -> ((RetrievedPoint) element).getId();
            case NAMES, OTHERS -> element;
        };
    }

    /** Whether there may be more that a limit has cut off, so that of the last equals any may be shown. */
    boolean isCut(Message request, int size) {
        boolean inGroup = this == HITS && request.getDescriptorForType().findFieldByName("group_size") != null;
        return this != NAMES
                && this != OTHERS
                && size
                        >= (inGroup
                                ? number(request, "group_size", DEFAULT_GROUP_SIZE)
                                : number(request, "limit", DEFAULT_LIMIT));
    }

    /** What was asked for the element: a part of the request if it is a batch. */
    Message requestOf(Message request, int index) {
        FieldDescriptor queries = request.getDescriptorForType().findFieldByName("query_points");
        return this == OTHERS && queries != null && index < request.getRepeatedFieldCount(queries)
                ? (Message) request.getRepeatedField(queries, index)
                : request;
    }

    private static ScoredPoint best(PointGroup group) {
        return group.getHitsCount() == 0 ? ScoredPoint.getDefaultInstance() : group.getHits(0);
    }

    private static boolean tied(ScoredPoint one, ScoredPoint other) {
        return Comparison.near(one.getScore(), other.getScore()) && tied(one.getOrderValue(), other.getOrderValue());
    }

    private static boolean tied(RetrievedPoint one, RetrievedPoint other) {
        return one.hasOrderValue() && other.hasOrderValue() && tied(one.getOrderValue(), other.getOrderValue());
    }

    private static boolean tied(OrderValue one, OrderValue other) {
        return one.getVariantCase() == other.getVariantCase()
                && one.getInt() == other.getInt()
                && Comparison.near(one.getFloat(), other.getFloat());
    }

    private static long number(Message request, String name, long otherwise) {
        FieldDescriptor field = request.getDescriptorForType().findFieldByName(name);
        if (field == null || (field.hasPresence() && !request.hasField(field))) {
            return otherwise;
        }
        return ((Number) request.getField(field)).longValue();
    }
}
