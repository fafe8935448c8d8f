package dev.lockstep.text.lexical;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells sentences from source code, logs, and tables: whatever consists of words more than of signs and numbers. */
final class Prose {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern TOKEN = Pattern.compile("\\S++");

    /** What stands in the middle of an address, which says nothing of the language around it. */
    private static final Pattern ADDRESS = Pattern.compile("(?<=.)(?:://|@)(?=.)");

    /**
     * A word, perhaps between quotation marks or brackets, and with marks and apostrophes inside; or marks alone.
     * Nothing of it is tried twice: a token without end would take for ever.
     */
    private static final Pattern WORD = Pattern.compile(
            "[^\\p{L}\\p{N}]*+[\\p{L}\\p{M}\\p{Cf}'’ʼ׳״·\\-]++[^\\p{L}\\p{N}]*+|[\\p{M}\\p{Cf}'’ʼ׳״·\\-]++");

    /** What code is full of and sentences have seldom: signs, a call, a name of several words, a semicolon that ends a line. */
    private static final Pattern CODE =
            Pattern.compile("[={}<>\\[\\]_\\\\|$#]|\\p{L}\\(|\\p{Ll}\\p{Lu}|;\\s*$|//|::|->", Pattern.MULTILINE);

    private static final double SHARE_OF_WORDS = 0.7;

    /** For one character: one in fifty. Lists and links in Markdown have some. */
    private static final double CODE_MARKS = 0.02;

    private Prose() {}

    static boolean is(String text) {
        String plain = TOKEN.matcher(text)
                .replaceAll(
                        token -> ADDRESS.matcher(token.group()).find() ? " " : Matcher.quoteReplacement(token.group()))
                .strip();
        if (plain.isEmpty()) {
            return false;
        }
        String[] tokens = BLANKS.split(plain);
        long words = Arrays.stream(tokens).filter(Prose::isWord).count();
        long marks = CODE.matcher(plain).results().count();
        return words >= SHARE_OF_WORDS * tokens.length && marks <= CODE_MARKS * plain.length();
    }

    /** In scripts without spaces a token is a whole sentence, numbers and all. */
    private static boolean isWord(String token) {
        return WORD.matcher(token).matches() || !ScriptCounts.of(token).hasSpaces();
    }
}
