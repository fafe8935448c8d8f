package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.PayloadValues;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.FacetHit;
import io.qdrant.client.grpc.Points.FacetValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/** Counts how many of the matching points have each value of a payload path, and keeps the most frequent. */
final class FacetSearch {
    /** The order of Qdrant: most frequent first, then ascending by value. */
    private static final Comparator<FacetCount> ORDER =
            Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::order);

    private final IndexReader reader;
    private final PayloadPath path;
    private final FixedBitSet matching;
    private final int most;
    private final TreeSet<FacetCount> top = new TreeSet<>(ORDER);
    private @Nullable PostingsEnum reused;

    FacetSearch(IndexReader reader, PayloadPath path, FixedBitSet matching, int most) {
        this.reader = reader;
        this.path = path;
        this.matching = matching;
        this.most = most;
    }

    /** A value with the number of points that have it; {@code order} sorts as the values do. */
    private record FacetCount(FacetValue value, BytesRef order, long count) {}

    /** Which values are counted depends on the payload index, as in Qdrant. */
    List<FacetHit> run(@Nullable PayloadSchemaInfo index) throws IOException {
        switch (kind(index)) {
            case KEYWORD -> {
                each('s', (bytes, terms) -> offer(text(bytes.utf8ToString()), bytes, count(terms)));
                each('h', this::offerLong);
            }
            case INTEGER ->
                each('i', (bytes, terms) -> {
                    long number = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length)
                            .getLong();
                    offer(FacetValue.newBuilder().setIntegerValue(number).build(), unsigned(number), count(terms));
                });
            case BOOL ->
                each('b', (bytes, terms) -> {
                    boolean value = bytes.bytes[bytes.offset] != 0;
                    offer(FacetValue.newBuilder().setBoolValue(value).build(), bytes, count(terms));
                });
        }
        return top.stream()
                .map(counted -> FacetHit.newBuilder()
                        .setValue(counted.value())
                        .setCount(counted.count())
                        .build())
                .toList();
    }

    private enum Kind {
        KEYWORD,
        INTEGER,
        BOOL
    }

    private Kind kind(@Nullable PayloadSchemaInfo index) {
        if (index != null) {
            switch (index.getDataType()) {
                case Keyword -> {
                    return Kind.KEYWORD;
                }
                case Integer -> {
                    if (!index.getParams().getIntegerIndexParams().hasLookup()
                            || index.getParams().getIntegerIndexParams().getLookup()) {
                        return Kind.INTEGER;
                    }
                }
                case Bool -> {
                    return Kind.BOOL;
                }
                case Uuid -> throw ErrorStatus.unsupported("A facet of UUIDs");
                default -> {}
            }
        }
        throw ErrorStatus.badInput("No appropriate index for faceting: `%s`. Please create one to facet on this field."
                .formatted(path.text()));
    }

    private void each(char kind, PathTerms.Visitor visitor) throws IOException {
        PathTerms.forEach(reader, path, kind, visitor);
    }

    private void offer(FacetValue value, BytesRef order, long count) {
        if (count > 0) {
            top.add(new FacetCount(value, BytesRef.deepCopyOf(order), count));
            if (top.size() > most) {
                top.pollLast();
            }
        }
    }

    /** The term of a long text has only its hash: the text itself is in the payload of the points. */
    private void offerLong(BytesRef hash, TermsEnum terms) throws IOException {
        long count = count(terms);
        if (count == 0 || (top.size() == most && count < top.last().count())) {
            return;
        }
        BytesRef term = PayloadTerm.longKeyword(path, hash).bytes();
        Map<String, Value> payload =
                StoredPoint.at(reader, firstMatching(terms)).payload();
        for (Value value : PayloadValues.elements(path, payload)) {
            if (PayloadTerm.keyword(path, value.getStringValue()).bytes().equals(term)) {
                offer(text(value.getStringValue()), new BytesRef(value.getStringValue()), count);
                return;
            }
        }
    }

    private long count(TermsEnum terms) throws IOException {
        reused = terms.postings(reused, PostingsEnum.NONE);
        long count = 0;
        while (reused.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            count += matching.get(reused.docID()) ? 1 : 0;
        }
        return count;
    }

    private int firstMatching(TermsEnum terms) throws IOException {
        PostingsEnum having = terms.postings(null, PostingsEnum.NONE);
        int doc = having.nextDoc();
        while (!matching.get(doc)) {
            doc = having.nextDoc();
        }
        return doc;
    }

    private static FacetValue text(String value) {
        return FacetValue.newBuilder().setStringValue(value).build();
    }

    private static BytesRef unsigned(long number) {
        return new BytesRef(
                ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
    }
}
