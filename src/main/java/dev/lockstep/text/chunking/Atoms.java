package dev.lockstep.text.chunking;

import dev.lockstep.models.embedding.Token;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as a row of atoms, the smallest pieces it is cut into. An atom is a token with whatever the tokenizer drops
 * after it (white space, accents, control characters); so the atoms cover the text without gaps, and each has something
 * for the model to read. White space that a tokenizer counts to the token after it, or as a token of its own, ends the
 * atom before all the same: a sentence does not begin in front of it. Of a token longer than {@link #LONGEST}, every user-perceived character is an atom: the
 * tokenizer makes a single token of an unknown word of any length, which must not make a chunk of any length.
 *
 * <p>No atom begins within a character that readers see as one, such as a letter with its accents or a flag.
 *
 * <p>Each atom costs the tokens that begin in it, at least one. Before each atom stands a {@link Break}.
 */
final class Atoms {

    /** This is counted in {@code char}s. Longer words are unknown to WordPiece tokenizers whatever they consist of. */
    static final int LONGEST = 100;

    /** A character of more tokens is cut: the smallest chunks have to hold it, with what a tokenizer puts before words. */
    private static final int MOST_TOKENS_OF_A_CHARACTER = 12;

    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private final String text;
    private final Graphemes graphemes;
    private int size;
    /** The start of each atom, with the text's length after the last one. */
    private int[] starts;
    /** {@code costs[i]}: what all atoms before {@code i} cost together. */
    private int[] costs;

    private final Break[] breaks;

    private Atoms(String text, List<Token> tokens) {
        this.text = text;
        graphemes = new Graphemes(text);
        starts = new int[tokens.size() + 2];
        costs = new int[tokens.size() + 2];
        addAll(tokens);
        starts[size] = text.length();
        breaks = new Break[size];
        for (int i = 0; i < size; i++) {
            breaks[i] = breakAt(starts[i]);
        }
    }

    static Atoms of(String text, List<Token> tokens) {
        return new Atoms(text, tokens);
    }

    int size() {
        return size;
    }

    /** The index of the first {@code char} of an atom; for {@link #size()}, it is the text's length. */
    int start(int atom) {
        return starts[atom];
    }

    /** Counts the tokens of the atoms from one to before another. */
    int cost(int from, int to) {
        return costs[to] - costs[from];
    }

    Break before(int atom) {
        return breaks[atom];
    }

    /** The first atom that begins at or after that {@code char}; {@link #size()} if there is none. */
    int atOrAfter(int index) {
        int found = Arrays.binarySearch(starts, 0, size, index);
        return found >= 0 ? found : -found - 1;
    }

    /** Says that something begins at that {@code char} which is better to break before than the characters show. */
    void raise(int index, Break kind) {
        int atom = atOrAfter(index);
        if (atom < size && kind.atLeast(breaks[atom])) {
            breaks[atom] = kind;
        }
    }

    private void addAll(List<Token> tokens) {
        int blank = 0;
        for (Token token : tokens) {
            int start = afterWhiteSpace(token);
            if (start == token.end() && start > token.start()) {
                blank++;
            } else if (size > 0 && (start <= starts[size - 1] || goesOn(start))) {
                costs[size]++; // one character can be several tokens
            } else {
                addUnreadableBeginning(start);
                addToken(start, token.end());
                costs[size] += blank;
                blank = 0;
            }
        }
        costs[size] += size == 0 ? 0 : blank;
    }

    /** Tells whether a token only goes on with the character that the last atom ends with. */
    private boolean goesOn(int start) {
        return costs[size] - costs[size - 1] < MOST_TOKENS_OF_A_CHARACTER
                && graphemes.isWithin(starts[size - 1], start);
    }

    private int afterWhiteSpace(Token token) {
        int start = token.start();
        while (start < token.end() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /**
     * Adds an atom for what the tokenizer drops before the first token. What it drops after any other token belongs to the atom before.
     */
    private void addUnreadableBeginning(int end) {
        if (size == 0 && !text.substring(0, end).isBlank()) {
            add(0);
        }
    }

    private void addToken(int start, int end) {
        add(start);
        if (end - start > LONGEST) {
            Matcher characters = CHARACTER.matcher(text).region(start, end);
            while (characters.find()) {
                if (characters.start() > start && isReadable(text.codePointAt(characters.start()))) {
                    add(characters.start());
                }
            }
        }
    }

    /** Tokenizers drop these, and an atom of nothing else would have no tokens. */
    private static boolean isReadable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.NON_SPACING_MARK -> false;
            default -> codePoint != 0xFFFD;
        };
    }

    private void add(int start) {
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            costs = Arrays.copyOf(costs, costs.length * 2);
        }
        starts[size] = start;
        costs[size + 1] = costs[size] + 1;
        size++;
    }

    private Break breakAt(int index) {
        if (index == 0) {
            return Break.PARAGRAPH;
        }
        int before = text.codePointBefore(index);
        int after = text.codePointAt(index);
        if (Character.isWhitespace(before)) {
            return Break.WORD;
        }
        boolean wordGoesOn = Character.isLetterOrDigit(after);
        if (wordGoesOn && (Character.isIdeographic(before) || Character.isIdeographic(after))) {
            return Break.WORD;
        }
        return wordGoesOn && Character.isLetterOrDigit(before) ? Break.CHARACTER : Break.PUNCTUATION;
    }
}
