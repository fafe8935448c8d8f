package dev.lockstep.embedded.qdrant.index;

import io.qdrant.client.grpc.Points.SparseVector;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/**
 * Sparse vectors as an inverted index: a field for each vector, a term for each index, and in its posting list the points that
 * have the index, with the value. The value is kept whole, in the place of the word's position in a text: the bits of a float,
 * read as an integer, are a legal position, and Lucene packs positions well and reads them fast. A negative value is one whose
 * term occurs twice.
 *
 * <p>A point that has anything in the field also has the term {@link #ANY}.
 */
final class SparseFields {
    /** The posting list of this term has all points that have the vector; empty vectors are none. */
    static final BytesRef ANY = new BytesRef();

    private static final FieldType TYPE = new FieldType();

    static {
        TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        TYPE.setOmitNorms(true);
        TYPE.freeze();
    }

    private SparseFields() {}

    static String field(String name) {
        return "s:" + name;
    }

    static BytesRef term(int index) {
        BytesRef term = new BytesRef(new byte[Integer.BYTES]);
        term.length = Integer.BYTES;
        write(index, term);
        return term;
    }

    /** Adds what a search by the vector {@code name} reads. */
    static void add(String name, SparseVector vector, Document document) {
        if (vector.getIndicesCount() > 0) {
            document.add(new Field(field(name), new Values(vector), TYPE));
        }
    }

    /** The value of the point that the posting list stands at. */
    static float value(PostingsEnum list) throws IOException {
        float magnitude = Float.intBitsToFloat(list.nextPosition());
        return list.freq() == 1 ? magnitude : -magnitude;
    }

    private static void write(int index, BytesRef term) {
        // Flips the sign bit, so that bytes sort as unsigned numbers do.
        NumericUtils.intToSortableBytes(index ^ Integer.MIN_VALUE, term.bytes, term.offset);
    }

    /** The terms in the order of their values, because positions ascend. */
    private static final class Values extends TokenStream {
        private static final int SIGN = Integer.MIN_VALUE;

        private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final BytesRef bytes = term(0);
        private final SparseVector vector;

        /** Magnitude above, place in the vector below. */
        private final long[] ascending;

        private int next = -1;
        private int position;
        private boolean again;

        Values(SparseVector vector) {
            this.vector = vector;
            this.ascending = new long[vector.getIndicesCount()];
            for (int i = 0; i < ascending.length; i++) {
                ascending[i] = (long) (bits(i) & ~SIGN) << Integer.SIZE | i;
            }
            Arrays.sort(ascending);
        }

        private int bits(int i) {
            return Float.floatToIntBits(vector.getValues(i));
        }

        @Override
        public void reset() {
            next = -1;
            position = -1;
            again = false;
        }

        @Override
        public boolean incrementToken() {
            if (again) {
                again = false;
                step.setPositionIncrement(0);
                return true;
            }
            if (next == ascending.length) {
                return false;
            }
            if (next < 0) {
                moveTo(0, ANY);
            } else {
                int i = (int) ascending[next];
                write(vector.getIndices(i), bytes);
                moveTo((int) (ascending[next] >>> Integer.SIZE), bytes);
                again = (bits(i) & SIGN) != 0;
            }
            next++;
            return true;
        }

        private void moveTo(int to, BytesRef token) {
            term.setBytesRef(token);
            step.setPositionIncrement(to - position);
            position = to;
        }
    }
}
