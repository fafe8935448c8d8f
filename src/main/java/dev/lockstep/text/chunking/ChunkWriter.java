package dev.lockstep.text.chunking;

import dev.lockstep.domain.Inconsistent;
import dev.lockstep.models.embedding.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes chunks of planned atoms. Counts the tokens of every chunk anew: cut out of its text, the beginning or end of a
 * word may be read otherwise than within it.
 */
final class ChunkWriter {

    private final Slices slices;
    private final Atoms atoms;
    private final Tokenizer tokenizer;
    private final SectionFinder sections;
    private final List<TextChunk> chunks = new ArrayList<>();

    ChunkWriter(Slices slices, Atoms atoms, Tokenizer tokenizer, SectionFinder sections) {
        this.slices = slices;
        this.atoms = atoms;
        this.tokenizer = tokenizer;
        this.sections = sections;
    }

    List<TextChunk> chunks() {
        return List.copyOf(chunks);
    }

    /**
     * A chunk as planned.
     *
     * @param begin its first atom
     * @param fresh the first atom that the chunk before does not have
     * @param end the atom after the last
     */
    record Wanted(int begin, int fresh, int end) {}

    /**
     * Writes a chunk, shorter than planned if it turns out to have too many tokens.
     *
     * @param floor the kind of break to shorten it to, if it has one
     * @return the atoms written: at least the first fresh one
     */
    Span write(Wanted wanted, Sizes sizes, Break floor) {
        int fresh = wanted.fresh();
        int from =
                wanted.begin() < fresh && count(wanted.begin(), fresh) > sizes.overlapTokens() ? fresh : wanted.begin();
        int to = wanted.end();
        int tokens = count(from, to);
        while (tokens > sizes.maxTokens()) {
            if (to - fresh > 1) {
                to = shortened(fresh, to, tokens - sizes.maxTokens(), floor);
            } else if (from < fresh) {
                from = fresh;
            } else {
                throw new Inconsistent(
                        "A single character has " + tokens + " tokens, a chunk at most " + sizes.maxTokens(), null);
            }
            tokens = count(from, to);
        }
        add(from, fresh, to, tokens);
        return new Span(from, to);
    }

    private int count(int from, int to) {
        return tokenizer.count(slices.text(atoms.start(from), atoms.start(to)));
    }

    /** Leaves out that many tokens at the end, but keeps at least one fresh atom. */
    private int shortened(int fresh, int end, int tokens, Break floor) {
        int to = end - 1;
        while (to > fresh + 1 && atoms.cost(to, end) < tokens) {
            to--;
        }
        for (int i = to; i > fresh; i--) {
            if (atoms.before(i).atLeast(floor)) {
                return i;
            }
        }
        return to;
    }

    private void add(int from, int fresh, int to, int tokens) {
        List<String> headings = sections.at(atoms.start(fresh)).headings();
        chunks.add(slices.chunk(chunks.size(), atoms.start(from), atoms.start(to), headings, tokens));
    }
}
