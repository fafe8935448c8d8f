package dev.lockstep.features.search;

import dev.lockstep.text.lexical.Languages;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns {@link Evidence} into a number between 0 and 1 that means the same in each query, mode and knowledge base: how likely it is that
 * the hit answers the query, when it is as likely as not that something does. It is a logistic function of the evidence, fitted to questions
 * in five languages of which half have no answer (docs/results.md has them).
 *
 * @param asked the legs that have looked for the hit
 * @param reading how much the dense leg counts: 1 where the model reads the language, less where it is not known to
 * @param centre the evidence of words at which relevance is one half
 */
record Relevance(Set<LegName> asked, double reading, double centre) {

    private static final double SLOPE = 7;

    /** What stands out by less speaks against a hit: the best of what does not fit stands out by about two thirds of this. */
    private static final double USUAL = 3 * Evidence.MEANING;

    /** Words alone must say more, and so must those beside a model that reads too little to speak against a hit. */
    private static final double WORDS_ALONE = 0.43;

    /** The weight of the dense leg from which on it can do that. */
    private static final double HEARD = 1 / 3.;

    private static final double MEANING_ALONE_SLOPE = 5.8;
    private static final double MEANING_ALONE_CENTRE = 2;

    private static final double IN_OTHER_WORDS = 2.5;

    /** How much more words must say, as a part of the centre, once the text was read too: that finds something in any text. */
    private static final double READ = 0.33;

    /** Nothing is quite certain. */
    private static final double CERTAIN = 1 - 1e-6;

    private static final double WORDS = 0.43;
    private static final double SEGMENTS = 0.55;
    private static final double PAIRS = 0.19;

    Relevance {
        asked = Set.copyOf(asked);
    }

    /** @param languages of the query's words, the likeliest first; none when it has no words */
    static Relevance in(List<String> languages, Set<LegName> asked, double reading) {
        double centre = languages.isEmpty()
                ? WORDS
                : switch (Languages.cut(languages.get(0))) {
                    case WORDS -> WORDS;
                    case SEGMENTS -> SEGMENTS;
                    case PAIRS -> PAIRS;
                };
        return new Relevance(asked, reading, centre);
    }

    /** Leaves out the legs that could not answer: what they did not say speaks against nothing. */
    Relevance answeredBy(Set<LegName> answered) {
        if (answered.isEmpty() || answered.equals(asked)) {
            return this;
        }
        Set<LegName> heard = EnumSet.copyOf(answered);
        heard.retainAll(asked);
        return new Relevance(heard.isEmpty() ? answered : heard, reading, centre);
    }

    /** The relevance of a hit that the legs have placed so. */
    double of(Map<LegName, Place> places) {
        return of(evidence(places, LegName.DENSE), evidence(places, LegName.LEXICAL));
    }

    /** The relevance of a hit of which the legs say so much, without their weights. */
    double of(double meaning, double words) {
        if (!hearsWords()) {
            return logistic(MEANING_ALONE_SLOPE * (meaning / Evidence.MEANING - MEANING_ALONE_CENTRE));
        }
        return asked.contains(LegName.DENSE) && reading == 1
                ? Math.max(ofBoth(meaning, words), inOtherWords(meaning))
                : ofBoth(meaning, words);
    }

    boolean hearsWords() {
        return asked.contains(LegName.LEXICAL);
    }

    /**
     * Corrects the relevance of a hit whose text was read.
     *
     * @param more evidence of words than the relevance was told by
     */
    double corrected(double relevance, double more) {
        double told = Math.min(CERTAIN, Math.max(1 - CERTAIN, relevance));
        return logistic(Math.log(told / (1 - told)) + SLOPE * (more - (1 - reading) * READ * centre));
    }

    /** What stands out so clearly needs no words. */
    private static double inOtherWords(double meaning) {
        return logistic(MEANING_ALONE_SLOPE * (meaning / Evidence.MEANING - IN_OTHER_WORDS));
    }

    private double ofBoth(double meaning, double words) {
        return asked.contains(LegName.DENSE)
                ? logistic(SLOPE * (words + reading * (meaning - USUAL) - centre - unheard() * WORDS_ALONE))
                : logistic(SLOPE * (words - WORDS_ALONE - centre));
    }

    private double unheard() {
        return Math.max(0, 1 - reading / HEARD);
    }

    private static double evidence(Map<LegName, Place> places, LegName leg) {
        Place place = places.get(leg);
        return place == null ? 0 : place.evidence();
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
