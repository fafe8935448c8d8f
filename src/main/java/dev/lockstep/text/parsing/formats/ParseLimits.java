package dev.lockstep.text.parsing.formats;

/**
 * Limits what parsing one document may cost.
 *
 * @param textLength characters of the text that comes out
 * @param depth how deep elements, objects, groups or parts of a message may nest
 * @param expandedBytes what the parts of an archive may have together when unpacked
 * @param archiveEntries how many parts an archive may have
 * @param recognition of text on pictures
 */
public record ParseLimits(
        int textLength, int depth, long expandedBytes, int archiveEntries, RecognitionLimits recognition) {

    /** Limits of parsing without recognition. */
    public ParseLimits(int textLength, int depth, long expandedBytes, int archiveEntries) {
        this(textLength, depth, expandedBytes, archiveEntries, RecognitionLimits.OFF);
    }
}
