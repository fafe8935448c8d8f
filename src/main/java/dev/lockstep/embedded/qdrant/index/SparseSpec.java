package dev.lockstep.embedded.qdrant.index;

/**
 * A sparse vector that every point of a collection may have.
 *
 * @param name as the caller gave it
 * @param modifier what a search does to the values it is given
 */
public record SparseSpec(String name, Modifier modifier) {
    String field() {
        return SparseFields.field(name);
    }

    /** How much the value of an index counts in a search. */
    public enum Modifier {
        NONE,
        /** The fewer points have the index, the more its value counts. */
        IDF;

        /**
         * What to multiply the value by. In single precision, as in Qdrant.
         *
         * @param points how many points have the vector
         * @param having how many of them have the index
         */
        float factor(long points, long having) {
            return switch (this) {
                case NONE -> 1;
                case IDF -> (float) Math.log((points - having + 0.5f) / (having + 0.5f) + 1);
            };
        }
    }
}
