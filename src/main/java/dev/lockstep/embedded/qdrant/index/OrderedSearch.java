package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.Datetime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Finds the first points in the order of a payload field. Passes over all values of the field, and looks who has one only if it
 * could be among the first.
 */
final class OrderedSearch {
    private final IndexSearcher searcher;
    private final FieldOrder order;
    private final FixedBitSet matching;
    private final int most;

    /** A point that has a value in two spellings is there once. */
    private final TreeSet<PointCandidate> first;

    OrderedSearch(IndexSearcher searcher, FieldOrder order, Query filter, int most) throws IOException {
        this.searcher = searcher;
        this.order = order;
        this.matching = MatchingDocs.find(searcher, filter);
        this.most = most;
        this.first = new TreeSet<>(order.comparator());
    }

    List<PointCandidate> run() throws IOException {
        switch (order.kind()) {
            case INTEGER -> each('i', (value, terms) -> offer(new OrderValue.Whole(number(value)), terms));
            case FLOAT -> {
                each('i', (value, terms) -> offer(new OrderValue.Decimal(number(value)), terms));
                each(
                        'd',
                        (value, terms) -> offer(new OrderValue.Decimal(Double.longBitsToDouble(number(value))), terms));
            }
            case DATETIME -> each('s', this::offerTime);
        }
        return List.copyOf(first);
    }

    private void each(char kind, PathTerms.Visitor visitor) throws IOException {
        PathTerms.forEach(searcher.getIndexReader(), order.path(), kind, visitor);
    }

    private void offerTime(BytesRef text, TermsEnum terms) throws IOException {
        OptionalLong micros = Datetime.parse(text.utf8ToString());
        if (micros.isPresent()) {
            offer(new OrderValue.Whole(micros.getAsLong()), terms);
        }
    }

    private void offer(OrderValue value, TermsEnum terms) throws IOException {
        if (!order.contains(value) || !isWanted(value)) {
            return;
        }
        PostingsEnum having = terms.postings(null, PostingsEnum.NONE);
        for (int doc = having.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = having.nextDoc()) {
            if (matching.get(doc)) {
                first.add(PointCandidate.listed(
                        doc, StoredPoint.at(searcher.getIndexReader(), doc).key(), value));
                if (first.size() > most) {
                    first.pollLast();
                }
            }
        }
    }

    private boolean isWanted(OrderValue value) {
        if (first.size() < most) {
            return true;
        }
        int comparison = value.compareTo(first.last().order());
        return order.direction() == FieldOrder.Direction.ASCENDING ? comparison <= 0 : comparison >= 0;
    }

    private static long number(BytesRef value) {
        return ByteBuffer.wrap(value.bytes, value.offset, value.length).getLong();
    }
}
