package dev.lockstep.chunking;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.embedding.Tokenizer;
import java.util.List;

/**
 * Cuts text into chunks of limited size, by the tokens of the model that will read them.
 *
 * <p>What every list of chunks holds: together they cover all of the text but white space; none has more tokens than
 * allowed; each is an exact slice of the text; they are in the order of the text, and none lies within another. A
 * heading always begins a chunk, and no chunk crosses into the next section. Within a section chunks end, in this order
 * of preference, between blocks, sentences, words, at punctuation and at last between characters; each begins with the
 * last sentences or words of the one before, as far as the overlap allows.
 *
 * <p>Takes time in proportion to the text's length, whatever the text: about a second a megabyte, so not on the event
 * loop. Safe for use by several threads.
 */
public final class RecursiveChunker {

    /** In {@code char}s: far beyond words of any language, far below an encoded file. */
    private static final int LONGEST_WORD = 10_000;

    private final Tokenizer tokenizer;
    private final int longestWord;

    public RecursiveChunker(Tokenizer tokenizer) {
        this(tokenizer, LONGEST_WORD);
    }

    /** @param longestWord letters and digits that may stand together without a break; text with more is refused */
    public RecursiveChunker(Tokenizer tokenizer, int longestWord) {
        this.tokenizer = tokenizer;
        this.longestWord = longestWord;
    }

    /**
     * The chunks of the text, at least one.
     *
     * @throws Rejected {@link ErrorCode#EMPTY_TEXT} if there is nothing to read, {@link ErrorCode#TOKEN_TOO_LONG} if a
     *     word is too long
     */
    public List<TextChunk> chunk(String text, Format format, Chunking chunking) {
        UnbrokenWords.check(text, longestWord);
        Atoms atoms = Atoms.of(text, tokenizer.tokens(text));
        if (atoms.size() == 0) {
            throw new Rejected(ErrorCode.EMPTY_TEXT, "The text has nothing to read: it is empty or only white space.");
        }
        List<Section> sections = Outline.of(text, format);
        BreakMarker marker = new BreakMarker(text, atoms);
        sections.forEach(marker::mark);
        ChunkWriter writer = new ChunkWriter(text, atoms, tokenizer, chunking);
        Packer packer = new Packer(atoms, chunking, writer);
        int from = 0;
        for (int i = 0; i < sections.size(); i++) {
            int to = i + 1 < sections.size()
                    ? atoms.atOrAfter(sections.get(i + 1).start())
                    : atoms.size();
            if (from < to) {
                writer.under(sections.get(i).headings());
                packer.pack(from, to);
            }
            from = to;
        }
        return List.copyOf(writer.chunks());
    }
}
