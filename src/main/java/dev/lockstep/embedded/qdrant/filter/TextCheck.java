package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether texts fulfil the condition {@code text}, {@code phrase} or {@code text_any}. It has parts, and holds for a point when
 * its texts together have all of them: with an index each token of {@code text} is a part, and may be in a text of its own.
 */
public final class TextCheck {
    /** The number is limited because each takes a bit of memory for each point. */
    private static final int MOST_TOKENS = 1_024;

    /** How the parts are told of one text. */
    private final Parts parts;

    private final int count;

    private TextCheck(int count, Parts parts) {
        this.count = count;
        this.parts = parts;
    }

    @FunctionalInterface
    private interface Parts {
        void addTo(BitSet found, String text);
    }

    static boolean isText(Match match) {
        return switch (match.getMatchValueCase()) {
            case TEXT, PHRASE, TEXT_ANY -> true;
            case KEYWORD, INTEGER, BOOLEAN, KEYWORDS, INTEGERS, EXCEPT_INTEGERS, EXCEPT_KEYWORDS, MATCHVALUE_NOT_SET ->
                false;
        };
    }

    /** The test of the texts of a field as its payload index has them, or as they stand without one. */
    static TextCheck of(Match match, @Nullable TextIndex index) {
        if (index == null) {
            return whole(characters(match));
        }
        return match.hasPhrase() && !index.phrases() ? whole(text -> false) : ofTokens(match, index.tokenizer());
    }

    /** The test of the texts of a field within {@code nested}: there Qdrant finds phrases whatever the index is set to. */
    static TextCheck ofTokens(Match match, TextTokenizer tokenizer) {
        return switch (match.getMatchValueCase()) {
            case TEXT -> all(bounded(tokenizer.query(match.getText())), tokenizer);
            case PHRASE -> whole(phrase(tokenizer.document(match.getPhrase()), tokenizer));
            case TEXT_ANY -> {
                List<String> wanted = tokenizer.query(match.getTextAny());
                yield whole(text -> !Collections.disjoint(wanted, tokenizer.document(text)));
            }
            default -> throw new IllegalArgumentException("no condition on a text");
        };
    }

    private static List<String> bounded(List<String> tokens) {
        List<String> distinct = tokens.stream().distinct().toList();
        if (distinct.size() > MOST_TOKENS) {
            throw ErrorStatus.badInput("A text of %,d different tokens; the embedded Qdrant looks for at most %,d"
                    .formatted(distinct.size(), MOST_TOKENS));
        }
        return distinct;
    }

    private static Predicate<String> characters(Match match) {
        return switch (match.getMatchValueCase()) {
            case TEXT -> text -> text.contains(match.getText());
            case PHRASE -> text -> text.contains(match.getPhrase());
            case TEXT_ANY -> {
                List<String> words = TextTokenizer.byWhiteSpace(match.getTextAny());
                yield text -> words.stream().anyMatch(text::contains);
            }
            default -> throw new IllegalArgumentException("no condition on a text");
        };
    }

    private static Predicate<String> phrase(List<String> phrase, TextTokenizer tokenizer) {
        return text -> !phrase.isEmpty() && Collections.indexOfSubList(tokenizer.document(text), phrase) >= 0;
    }

    private static TextCheck whole(Predicate<String> test) {
        return new TextCheck(1, (found, text) -> {
            if (test.test(text)) {
                found.set(0);
            }
        });
    }

    private static TextCheck all(List<String> wanted, TextTokenizer tokenizer) {
        return new TextCheck(wanted.size(), (found, text) -> {
            HashSet<String> tokens = new HashSet<>(tokenizer.document(text));
            for (int part = 0; part < wanted.size(); part++) {
                if (tokens.contains(wanted.get(part))) {
                    found.set(part);
                }
            }
        });
    }

    /** No text fulfils a condition without parts. */
    public int parts() {
        return count;
    }

    /** Adds the parts that a text has. */
    public void addTo(BitSet found, String text) {
        parts.addTo(found, text);
    }

    /** Whether the strings among the values, or in their arrays, fulfil it together. */
    boolean holds(List<Value> values) {
        BitSet found = new BitSet(count);
        PayloadValues.strings(values).forEach(text -> parts.addTo(found, text));
        return count > 0 && found.cardinality() == count;
    }
}
