package dev.lockstep.embedded.qdrant.filter;

import dev.lockstep.embedded.qdrant.protocol.ErrorStatus;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Collections.TokenizerType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/**
 * Takes texts apart as the text index of a field is set to.
 *
 * @param letter what words are made of; all else separates them
 * @param words whether a text stands for the beginnings of its words too
 * @param shortest in characters, as is the longest
 */
record TextTokenizer(
        IntPredicate letter,
        Words words,
        boolean lowercase,
        boolean folded,
        long shortest,
        long longest,
        Set<String> stopwords) {

    /** What of a word stands in the index. */
    enum Words {
        WHOLE,
        PREFIXES
    }

    private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}+");

    /** How many beginnings of one word are looked at. */
    private static final int MOST_PREFIXES = 1_000;

    static TextTokenizer of(TextIndexParams params) {
        ErrorStatus.unsupportedIf(params.hasStemmer(), "The stemmer of a text index");
        ErrorStatus.unsupportedIf(
                params.getStopwords().getLanguagesCount() > 0, "A language's stop words in a text index");
        boolean lowercase = !params.hasLowercase() || params.getLowercase();
        Set<String> stopwords = new HashSet<>();
        params.getStopwords().getCustomList().forEach(word -> stopwords.add(lowercase ? lower(word) : word));
        return new TextTokenizer(
                letter(params),
                params.getTokenizer() == TokenizerType.Prefix ? Words.PREFIXES : Words.WHOLE,
                lowercase,
                params.getAsciiFolding(),
                params.getMinTokenLen(),
                params.hasMaxTokenLen() ? params.getMaxTokenLen() : Long.MAX_VALUE,
                Set.copyOf(stopwords));
    }

    private static IntPredicate letter(TextIndexParams params) {
        return switch (params.getTokenizer()) {
            case Word, Prefix -> TextTokenizer::isAlphanumeric;
            case Whitespace -> c -> !isWhiteSpace(c);
            case Multilingual -> throw ErrorStatus.unsupported("The tokenizer Multilingual");
            case Unknown, UNRECOGNIZED -> throw ErrorStatus.invalid("unknown tokenizer type");
        };
    }

    /** The tokens of a text that is searched, in order. */
    List<String> document(String text) {
        List<String> tokens = new ArrayList<>();
        for (String raw : split(text, letter)) {
            String word = normal(raw);
            int length = word.codePointCount(0, word.length());
            if (stopwords.contains(word) || length < shortest) {
                continue;
            }
            if (words == Words.PREFIXES) {
                addPrefixes(word, length, tokens);
            } else if (length <= longest) {
                tokens.add(word);
            }
        }
        return tokens;
    }

    /** The tokens that a text is searched for; prefixes are as long as they can be. */
    List<String> query(String text) {
        if (words == Words.WHOLE) {
            return document(text);
        }
        List<String> tokens = new ArrayList<>();
        for (String raw : split(text, letter)) {
            String word = normal(raw);
            int length = word.codePointCount(0, word.length());
            if (length >= shortest) {
                tokens.add(length > longest ? first(word, longest) : word);
            }
        }
        return tokens;
    }

    private void addPrefixes(String word, int length, List<String> tokens) {
        long to = Math.min(Math.min(length, longest), MOST_PREFIXES);
        for (long n = Math.max(1, shortest); n <= to; n++) {
            tokens.add(first(word, n));
        }
    }

    private static String first(String word, long characters) {
        return word.substring(0, word.offsetByCodePoints(0, (int) characters));
    }

    private String normal(String word) {
        String plain = folded ? fold(word) : word;
        return lowercase ? lower(plain) : plain;
    }

    private static String fold(String word) {
        char[] out = new char[4 * word.length()];
        return new String(out, 0, ASCIIFoldingFilter.foldToASCII(word.toCharArray(), 0, out, 0, word.length()));
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** What stands between white space. */
    static List<String> byWhiteSpace(String text) {
        return split(text, c -> !isWhiteSpace(c));
    }

    private static List<String> split(String text, IntPredicate letter) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (letter.test(text.codePointAt(i))) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    private static boolean isWhiteSpace(int c) {
        return c < 128
                ? c == ' ' || (c >= '\t' && c <= '\r')
                : WHITE_SPACE.matcher(Character.toString(c)).matches();
    }

    private static boolean isAlphanumeric(int c) {
        return switch (Character.getType(c)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> Character.isAlphabetic(c);
        };
    }
}
