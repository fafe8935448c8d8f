package dev.lockstep.embedded.qdrant.index;

import dev.lockstep.embedded.qdrant.filter.ConditionCheck;
import dev.lockstep.embedded.qdrant.filter.PayloadIndexSet;
import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import dev.lockstep.embedded.qdrant.protocol.PayloadPath;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Match;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;

/**
 * Points with a value that a match wants.
 *
 * @param condition that the match is of
 * @param path of the index terms to look for
 */
record MatchQuery(FieldCondition condition, PayloadPath path, PayloadIndexSet indexes) {
    Query query() {
        Match match = condition.getMatch();
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> any(keywords(List.of(match.getKeyword())));
            case INTEGER -> any(integers(List.of(match.getInteger())));
            case BOOLEAN -> any(Stream.of(PayloadTerm.bool(path, match.getBoolean())));
            case KEYWORDS -> any(keywords(match.getKeywords().getStringsList()));
            case INTEGERS -> any(integers(match.getIntegers().getIntegersList()));
            case EXCEPT_KEYWORDS -> except(keywords(match.getExceptKeywords().getStringsList()));
            case EXCEPT_INTEGERS -> except(integers(match.getExceptIntegers().getIntegersList()));
            case TEXT, PHRASE, TEXT_ANY -> text(match);
            case MATCHVALUE_NOT_SET -> throw ErrorStatus.invalid("Malformed Match condition");
        };
    }

    private Stream<PayloadTerm> keywords(List<String> values) {
        Stream<String> texts = indexes.hasUuids(PayloadPath.parse(condition.getKey()))
                ? values.stream().flatMap(UuidText::spellings)
                : values.stream();
        return texts.map(value -> PayloadTerm.keyword(path, value));
    }

    private Stream<PayloadTerm> integers(List<Long> values) {
        return values.stream().map(value -> PayloadTerm.integer(path, value));
    }

    private static Query any(Stream<PayloadTerm> terms) {
        List<PayloadTerm> all = terms.toList();
        return all.size() == 1
                ? TermQueries.term(all.get(0))
                : new TermInSetQuery(
                        PayloadTerm.FIELD, all.stream().map(PayloadTerm::bytes).toList());
    }

    private Query except(Stream<PayloadTerm> terms) {
        return new OtherValueQuery(path, terms.map(PayloadTerm::bytes).collect(Collectors.toSet()));
    }

    private Query text(Match match) {
        return new TextQuery(
                new ConditionMeaning(condition, indexes),
                path,
                ConditionCheck.text(condition, indexes),
                ConditionCheck.of(
                        FieldCondition.newBuilder()
                                .setKey(condition.getKey())
                                .setMatch(match)
                                .build(),
                        indexes));
    }
}
