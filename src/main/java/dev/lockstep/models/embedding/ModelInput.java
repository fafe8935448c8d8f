package dev.lockstep.models.embedding;

import java.util.Arrays;

/**
 * Knows how much a model reads at once, and makes a text fit.
 *
 * <p>The special tokens around an input (two of BERT) are found by asking the tokenizer for the input of an empty text.
 */
public final class ModelInput {

    /** Without white space between them, the end of a prefix and the beginning of a text are cut together. */
    private static final int SEAM = 2;

    private final DjlTokenizer tokenizer;
    private final int longest;
    private final int special;
    private final int trailing;

    /** @param longest input the model reads, in tokens with the special ones */
    public ModelInput(DjlTokenizer tokenizer, int longest) {
        this.tokenizer = tokenizer;
        this.longest = longest;
        long[] empty = tokenizer.inputIds("");
        special = empty.length;
        trailing = special - Math.max(0, Arrays.mismatch(empty, tokenizer.inputIds("a")));
    }

    public DjlTokenizer tokenizer() {
        return tokenizer;
    }

    public int longest() {
        return longest;
    }

    /** Counts the tokens of an input that are not the text's own, with some more where a text may be read otherwise behind a prefix. */
    int around(String prefix) {
        return withoutText(prefix) + (prefix.equals(prefix.stripTrailing()) && !prefix.isEmpty() ? SEAM : 0);
    }

    /** Counts the tokens of an input that has no text. White space at the end of a prefix is a part of the token that follows. */
    int withoutText(String prefix) {
        return special + tokenizer.count(prefix.stripTrailing());
    }

    long[] ids(String text) {
        return tokenizer.inputIds(text);
    }

    boolean fits(long[] ids) {
        return ids.length <= longest;
    }

    /** Keeps the first tokens that fit, and the special ones that end an input. */
    long[] cut(long[] ids) {
        if (fits(ids)) {
            return ids;
        }
        long[] fitting = Arrays.copyOf(ids, longest);
        System.arraycopy(ids, ids.length - trailing, fitting, longest - trailing, trailing);
        return fitting;
    }
}
