package dev.lockstep.domain;

/**
 * What an embedding model has shown of a language: it was given questions and the passages that answer them, and had to say which
 * belong together.
 *
 * @param model its id
 * @param language of the sample
 * @param first the share of questions whose own passage is nearest, 0 to 1
 * @param reciprocalRank the mean of 1 / rank of the own passage
 * @param related the cosines of questions and their own passages
 * @param unrelated the cosines of questions and all other passages
 */
public record ModelReading(
        String model, String language, double first, double reciprocalRank, Cosines related, Cosines unrelated) {

    /**
     * The share from which on a model reads a language well. Two English models find .94 and 1 of what the sample asks for in English,
     * and at most .38 in any of 31 other languages; the bound leaves room for models that read a language less well than English.
     */
    public static final double WELL = 0.75;

    /** The share from which on a model reads it partly: 5 of 16, which chance reaches once in 500 times. */
    public static final double PARTLY = 0.3;

    /** The mean of some cosines, and their standard deviation. */
    public record Cosines(double mean, double deviation) {}

    public Fluency fluency() {
        if (first >= WELL) {
            return Fluency.WELL;
        }
        return first >= PARTLY ? Fluency.PARTLY : Fluency.NONE;
    }
}
