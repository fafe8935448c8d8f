package dev.lockstep.models.rerank;

import ai.djl.huggingface.tokenizers.Encoding;

/** A query and a text as one input, told apart by the types of their tokens, as long as a model reads at most. */
@SuppressWarnings("ArrayRecordComponent") // They are made once, for the model, and never written again.
record PairInput(long[] ids, long[] types) {

    private static final int QUERY = 0;
    private static final int TEXT = 1;

    /**
     * Leaves tokens out until the pair fits: from the text's end first, from the query's only while it has more than half of the room.
     * The special tokens stay.
     */
    static PairInput fitting(Encoding pair, int longest) {
        long[] sequences = pair.getSequenceIds();
        int query = count(sequences, QUERY);
        int text = count(sequences, TEXT);
        int room = longest - (sequences.length - query - text);
        int keptQuery = Math.min(query, Math.max(room / 2, room - text));
        int keptText = Math.min(text, room - keptQuery);
        PairInput fitting = new PairInput(
                new long[sequences.length - query - text + keptQuery + keptText],
                new long[sequences.length - query - text + keptQuery + keptText]);
        fitting.fill(pair, keptQuery, keptText);
        return fitting;
    }

    private void fill(Encoding pair, int keptQuery, int keptText) {
        long[] sequences = pair.getSequenceIds();
        int[] left = {keptQuery, keptText};
        int at = 0;
        for (int i = 0; i < sequences.length; i++) {
            boolean kept = (sequences[i] != QUERY && sequences[i] != TEXT) || left[(int) sequences[i]]-- > 0;
            if (kept) {
                ids[at] = pair.getIds()[i];
                types[at] = pair.getTypeIds()[i];
                at++;
            }
        }
    }

    private static int count(long[] sequences, int wanted) {
        int count = 0;
        for (long sequence : sequences) {
            if (sequence == wanted) {
                count++;
            }
        }
        return count;
    }
}
