package dev.lockstep.text.chunking;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.SourceText;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into chunks of limited size, by the tokens of the model that will read them.
 *
 * <p>Every list of chunks holds this, whatever the strategy: together they cover all of the text but white space; none has more tokens
 * than allowed; each is an exact slice of the text; they are in the order of the text, and none lies within another. Each begins with the
 * last sentences or words (of programs: lines) of the one before, as far as the overlap allows; but never with something from another
 * page or section, where chunks keep to those.
 *
 * <p>Takes time in proportion to the text's length, whatever the text: about a second a megabyte, so not on the event loop. It is safe
 * for use by several threads.
 */
public final class Chunker {

    /** The limit, in {@code char}s, is far beyond words of any language and far below an encoded file. */
    private static final int LONGEST_WORD = 10_000;

    private final Tokenizer tokenizer;
    private final int longestWord;

    public Chunker(Tokenizer tokenizer) {
        this(tokenizer, LONGEST_WORD);
    }

    /** @param longestWord letters and digits that may stand together without a break; text with more is refused */
    public Chunker(Tokenizer tokenizer, int longestWord) {
        this.tokenizer = tokenizer;
        this.longestWord = longestWord;
    }

    /** The chunks of a text of which nothing else is known. */
    public List<TextChunk> chunk(String text, Format format, Chunking chunking) {
        SourceText source = new SourceText(null, format, text, null, List.of());
        return chunk(source, chunking, null, headings -> chunking.maxTokens());
    }

    /**
     * The chunks of the text, at least one.
     *
     * @param chunking any but {@link Strategy#NONE}, by which nothing is cut
     * @param language of its sentences, as an ISO 639-1 code; null for none in particular
     * @throws Rejected {@link ErrorCode#EMPTY_TEXT} if there is nothing to read, {@link ErrorCode#TOKEN_TOO_LONG} if a
     *     word is too long
     */
    public List<TextChunk> chunk(SourceText source, Chunking chunking, @Nullable String language, Room room) {
        String text = source.text();
        UnbrokenWords.check(text, longestWord);
        Atoms atoms = Atoms.of(text, tokenizer.tokens(text));
        if (atoms.size() == 0) {
            throw new Rejected(ErrorCode.EMPTY_TEXT, "The text has nothing to read: it is empty or only white space.");
        }
        Layout layout = Layout.of(source, chunking.strategy());
        if (chunking.strategy() == Strategy.CODE) {
            new CodeMarker(text, atoms).mark();
        } else {
            BreakMarker marker = new BreakMarker(text, atoms, language);
            layout.sections().forEach(marker::mark);
        }
        ChunkWriter writer = new ChunkWriter(
                new Slices(text, layout.indentation()), atoms, tokenizer, new SectionFinder(layout.sections()));
        SectionFinder sections = new SectionFinder(layout.sections());
        for (Span stretch : layout.stretches(atoms)) {
            List<String> headings = sections.at(atoms.start(stretch.from())).headings();
            pack(stretch, atoms, chunking, Sizes.of(chunking, room.under(headings)), writer);
        }
        return writer.chunks();
    }

    private static void pack(Span stretch, Atoms atoms, Chunking chunking, Sizes sizes, ChunkWriter writer) {
        switch (chunking.strategy()) {
            case RECURSIVE, HEADINGS, PAGES ->
                new Packer(atoms, sizes, Break.CHARACTER, writer).pack(stretch.from(), stretch.to());
            case CODE -> new Packer(atoms, sizes, Break.SENTENCE, writer).pack(stretch.from(), stretch.to());
            case SENTENCES -> new SentencePacker(atoms, chunking, sizes, writer).pack(stretch.from(), stretch.to());
            case NONE -> throw new IllegalArgumentException("nothing is cut by the strategy none");
        }
    }
}
