package dev.lockstep.text.chunking;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Plans the chunks of one section: splits what is too large at the best places it has (blocks, then sentences, words,
 * punctuation, characters) and joins neighbours while they fit.
 *
 * <p>Both happen in one pass over a stack of pieces: the piece on top is joined to the chunk if it fits; if not, it
 * either ends the chunk, or, when it is too large by itself or the chunk still small, makes way for its parts. No piece
 * is split twice at the same kind of break, so the pass is linear.
 */
final class Packer {

    /** A chunk under a quarter of the size takes in part of the next paragraph rather than stay so small. */
    private static final int SMALL = 4;

    /** The atoms from one to before another, which are split at that kind of break next. */
    private record Piece(int from, int to, Break at) {

        boolean isSingle() {
            return to - from == 1;
        }
    }

    private final Atoms atoms;
    private final Sizes sizes;
    private final Break floor;
    private final ChunkWriter writer;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    /** The chunk so far: overlap from {@code begin}, new from {@code fresh}, to before {@code end}. */
    private int begin;

    private int fresh;
    private int end;
    /** The atom at which the chunk before begins. */
    private int previous;

    /** @param floor what a chunk may end at: at something worse only within a piece that is too large by itself */
    Packer(Atoms atoms, Sizes sizes, Break floor, ChunkWriter writer) {
        this.atoms = atoms;
        this.sizes = sizes;
        this.floor = floor;
        this.writer = writer;
    }

    /** Writes the chunks of the section that consists of the atoms from one to before another. */
    void pack(int from, int to) {
        previous = begin = fresh = end = from;
        pieces.push(new Piece(from, to, Break.PARAGRAPH));
        while (!pieces.isEmpty() || fresh < end) {
            if (pieces.isEmpty()) {
                write();
            } else {
                take(pieces.pop());
            }
        }
    }

    private void take(Piece piece) {
        if (fits(piece)) {
            end = piece.to();
        } else if (!piece.isSingle()
                && (fresh == end || (isSmall() && piece.at().atLeast(floor)))) {
            split(piece);
        } else {
            pieces.push(piece);
            write();
        }
    }

    /** The first piece decides how much overlap there is room for. */
    private boolean fits(Piece piece) {
        if (fresh < end) {
            return atoms.cost(begin, piece.to()) <= sizes.maxTokens();
        }
        int room = sizes.maxTokens() - atoms.cost(piece.from(), piece.to());
        begin = overlapBegin(Math.min(room, sizes.overlapTokens()));
        return room >= 0 || piece.isSingle();
    }

    private boolean isSmall() {
        return atoms.cost(fresh, end) * SMALL < sizes.maxTokens();
    }

    private void split(Piece piece) {
        int to = piece.to();
        for (int i = to - 1; i > piece.from(); i--) {
            if (atoms.before(i).atLeast(piece.at())) {
                pieces.push(new Piece(i, to, piece.at().weaker()));
                to = i;
            }
        }
        pieces.push(new Piece(piece.from(), to, piece.at().weaker()));
    }

    /** The last sentences of the chunk before that cost no more than that; if there are none, its last words. */
    private int overlapBegin(int tokens) {
        int sentence = fresh;
        int word = fresh;
        for (int i = fresh - 1; i > previous && atoms.cost(i, fresh) <= tokens; i--) {
            if (atoms.before(i).atLeast(Break.SENTENCE)) {
                sentence = i;
            } else if (atoms.before(i) == Break.WORD && Break.WORD.atLeast(floor)) {
                word = i;
            }
        }
        return sentence < fresh ? sentence : word;
    }

    /** Writes the chunk, and puts what the writer could not fit back on the stack. */
    private void write() {
        Span written = writer.write(new ChunkWriter.Wanted(begin, fresh, end), sizes, floor);
        if (written.to() < end) {
            pieces.push(new Piece(written.to(), end, Break.PARAGRAPH));
        }
        previous = written.from();
        fresh = end = written.to();
    }
}
