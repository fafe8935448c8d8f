package dev.lockstep.features.search;

import org.jspecify.annotations.Nullable;

/**
 * Says how what is found in one knowledge base counts.
 *
 * @param dense the weight of the dense leg in the order of hits
 * @param lexical the weight of the lexical leg
 * @param usual of the model in the language; null when it is not known
 */
record Scale(
        double dense,
        double lexical,
        Relevance relevance,
        @Nullable UsualCosines usual) {

    double weight(LegName leg) {
        return switch (leg) {
            case DENSE -> dense;
            case LEXICAL -> lexical;
        };
    }
}
