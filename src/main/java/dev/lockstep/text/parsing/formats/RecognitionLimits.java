package dev.lockstep.text.parsing.formats;

/**
 * Limits what the recognition of text on pictures may cost.
 *
 * @param enabled whether pictures are read at all
 * @param threads that work on one page
 * @param resolution dots per inch at which pages of a PDF are drawn
 * @param pages how many pictures one document may have
 * @param pixels how large one picture may be
 */
public record RecognitionLimits(boolean enabled, int threads, int resolution, int pages, long pixels) {

    public static final RecognitionLimits OFF = new RecognitionLimits(false, 1, 200, 0, 0);
}
