package dev.lockstep.chunking;

import dev.lockstep.domain.Inconsistent;
import dev.lockstep.embedding.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes chunks of planned atoms. Counts the tokens of every chunk anew: cut out of its text, the beginning or end of a
 * word may be read otherwise than within it.
 */
final class ChunkWriter {

    private final String text;
    private final Atoms atoms;
    private final Tokenizer tokenizer;
    private final Chunking chunking;
    private final List<TextChunk> chunks = new ArrayList<>();
    private List<String> headings = List.of();
    /** The start of the last chunk, in {@code char}s and in code points. */
    private int lastStart;

    private int lastStartCodePoint;

    ChunkWriter(String text, Atoms atoms, Tokenizer tokenizer, Chunking chunking) {
        this.text = text;
        this.atoms = atoms;
        this.tokenizer = tokenizer;
        this.chunking = chunking;
    }

    /** What follows stands under these. */
    void under(List<String> titles) {
        headings = titles;
    }

    List<TextChunk> chunks() {
        return chunks;
    }

    /**
     * Writes a chunk of the atoms from {@code begin} to before {@code end}, or to an earlier one if those turn out to
     * have too many tokens.
     *
     * @param fresh the first atom that the chunk before does not have
     * @return the atoms written: at least the one at {@code fresh}
     */
    Span write(int begin, int fresh, int end) {
        int from = count(begin, fresh) > chunking.overlapTokens() ? fresh : begin;
        int to = end;
        int tokens = count(from, to);
        while (tokens > chunking.maxTokens()) {
            if (to - fresh > 1) {
                to = shortened(fresh, to, tokens - chunking.maxTokens());
            } else if (from < fresh) {
                from = fresh;
            } else {
                throw new Inconsistent(
                        "A single character has " + tokens + " tokens, a chunk at most " + chunking.maxTokens(), null);
            }
            tokens = count(from, to);
        }
        add(atoms.start(from), atoms.start(to), tokens);
        return new Span(from, to);
    }

    private int count(int from, int to) {
        return tokenizer.count(text.substring(atoms.start(from), atoms.start(to)));
    }

    /** Without that many tokens at the end, but with at least one fresh atom. */
    private int shortened(int fresh, int end, int tokens) {
        int to = end - 1;
        while (to > fresh + 1 && atoms.cost(to, end) < tokens) {
            to--;
        }
        return to;
    }

    private void add(int from, int to, int tokens) {
        int start = from;
        while (Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = to;
        while (Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        lastStartCodePoint += text.codePointCount(lastStart, start);
        lastStart = start;
        int endCodePoint = lastStartCodePoint + text.codePointCount(start, end);
        chunks.add(new TextChunk(
                chunks.size(), text.substring(start, end), lastStartCodePoint, endCodePoint, headings, tokens));
    }
}
