package dev.lockstep.models.embedding;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Wraps Hugging Face's tokenizer (Rust, by way of DJL) without its surprises: no truncation, no padding, offsets in Java's own
 * {@code char}s, and bounded memory for a long text.
 *
 * <p>The native library is in DJL's jar and unpacked once to {@code ~/.djl.ai} (or {@code DJL_CACHE_DIR}). DJL frees
 * its memory when this is garbage: closing it by hand would pull it from under whoever is still chunking.
 */
public final class DjlTokenizer implements Tokenizer {

    static {
        // By default DJL asks the cloud's metadata service who we are and reports it home. It never needs the network.
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
    }

    private final HuggingFaceTokenizer tokenizer;

    private DjlTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** Reads a {@code tokenizer.json}. */
    static DjlTokenizer load(InputStream json) throws IOException {
        // Unless told otherwise, DJL cuts silently at the length it finds or assumes (512).
        return new DjlTokenizer(
                HuggingFaceTokenizer.newInstance(json, Map.of("truncation", "false", "padding", "false")));
    }

    @Override
    public List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        TextBlocks.visit(WellFormedText.of(text), (block, start) -> addTokens(block, start, tokens));
        return tokens;
    }

    @Override
    public int count(String text) {
        return TextBlocks.sum(
                WellFormedText.of(text),
                block -> tokenizer.encode(block, false, false).getIds().length);
    }

    /** The ids of the whole text as the model wants them, its special tokens around them. */
    long[] inputIds(String text) {
        return tokenizer.encode(WellFormedText.of(text), true, false).getIds();
    }

    /** Encodes two texts as one whole input, with their special tokens between and around them. */
    public Encoding pair(String first, String second) {
        return tokenizer.encode(WellFormedText.of(first), WellFormedText.of(second), true, false);
    }

    private void addTokens(String block, int offset, List<Token> tokens) {
        Encoding encoding = tokenizer.encode(block, false, false);
        int codePoint = 0;
        int index = 0;
        for (CharSpan span : encoding.getCharTokenSpans()) {
            // DJL counts code points from the block's start.
            index = block.offsetByCodePoints(index, span.getStart() - codePoint);
            codePoint = span.getStart();
            int end = block.offsetByCodePoints(index, span.getEnd() - span.getStart());
            tokens.add(new Token(offset + index, offset + end));
        }
    }
}
