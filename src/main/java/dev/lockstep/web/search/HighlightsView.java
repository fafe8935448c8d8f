package dev.lockstep.web.search;

import dev.lockstep.features.search.Highlights;
import dev.lockstep.features.search.Highlights.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places of the query's words. Offsets are in Unicode code points.
 *
 * @param terms in the order of the text
 * @param sentence the sentence with most of what is asked; null when the text has none of the words
 */
public record HighlightsView(List<PartView> terms, @Nullable PartView sentence) {

    /**
     * A part of the chunk's text.
     *
     * @param documentStart in the document's text, as is {@code documentEnd}
     */
    public record PartView(String text, int start, int end, int documentStart, int documentEnd) {
        static PartView of(String text, Range range) {
            return new PartView(text, range.start(), range.end(), range.documentStart(), range.documentEnd());
        }
    }

    static @Nullable HighlightsView of(@Nullable Highlights highlights) {
        if (highlights == null) {
            return null;
        }
        Highlights.Sentence sentence = highlights.sentence();
        return new HighlightsView(
                highlights.matches().stream()
                        .map(match -> PartView.of(match.text(), match.range()))
                        .toList(),
                sentence == null ? null : PartView.of(sentence.text(), sentence.range()));
    }
}
