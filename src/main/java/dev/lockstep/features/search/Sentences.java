package dev.lockstep.features.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a text into sentences. */
final class Sentences {

    /** An initial, an abbreviation by single letters, or an ordinal number such as that of a day: the stop belongs to it. */
    private static final Pattern GOES_ON = Pattern.compile("(?:^|[^\\p{L}\\p{N}])(?:\\p{L}|\\p{N}{1,2})\\.\\s*$");

    /** What is looked at of the end of a sentence. */
    private static final int END = 12;

    private Sentences() {}

    /** Where a sentence begins, and where the next one does. */
    record Span(int start, int end) {}

    static List<Span> of(String text, Locale language) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(language);
        breaks.setText(text);
        List<Span> found = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end == text.length() || !goesOn(text.substring(Math.max(start, end - END), end))) {
                found.add(new Span(start, end));
                start = end;
            }
        }
        return found;
    }

    private static boolean goesOn(String end) {
        return GOES_ON.matcher(end).find();
    }
}
