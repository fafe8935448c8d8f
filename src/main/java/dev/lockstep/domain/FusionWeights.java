package dev.lockstep.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights with which a knowledge base wants the legs of a hybrid search fused.
 *
 * @param dense of the ranking by meaning; null when each search is to find it out
 * @param lexical of the ranking by words; null for the usual one
 */
public record FusionWeights(
        @Nullable Double dense, @Nullable Double lexical) {

    /** Leaves both to the search. */
    public static final FusionWeights UNSET = new FusionWeights(null, null);

    public static final double LARGEST = 1_000;

    /**
     * Takes weights as a client wants them.
     *
     * @throws Rejected naming the weight and its bounds
     */
    public static FusionWeights accept(@Nullable Double dense, @Nullable Double lexical) {
        requireInBounds("fusion.dense", dense);
        requireInBounds("fusion.lexical", lexical);
        if (isZero(dense) && isZero(lexical)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'fusion' needs a weight above 0: without any there is no order",
                    Map.of("property", "fusion"));
        }
        return new FusionWeights(dense, lexical);
    }

    private static void requireInBounds(String property, @Nullable Double weight) {
        // What is no number at all is not in bounds either.
        if (weight != null && !(weight >= 0 && weight <= LARGEST)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "'" + property + "' must be 0 to 1000, not " + weight,
                    Map.of("property", property, "minimum", 0, "maximum", (int) LARGEST));
        }
    }

    private static boolean isZero(@Nullable Double weight) {
        return weight != null && weight == 0;
    }
}
