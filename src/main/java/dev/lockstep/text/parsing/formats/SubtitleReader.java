package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the words of a film (SubRip, WebVTT) without their times, so that sentences are whole that are shown in pieces. */
final class SubtitleReader implements Reader {

    private static final Pattern TIMES = Pattern.compile("(?:\\d{1,3}:)?\\d{1,2}:\\d{2}[.,]\\d{1,3}\\s*-->.*");

    /** WebVTT names who speaks within a tag: {@code <v Ada>}. */
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^\\s>]*)? ([^>]*)>");

    private static final Pattern MARKS = Pattern.compile("</?[A-Za-z0-9][^<>]{0,100}>|\\{\\\\[^{}]{0,100}}");

    private static final Set<String> BLOCKS_WITHOUT_WORDS = Set.of("WEBVTT", "NOTE", "STYLE", "REGION");

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        try (InputStream bytes = source.content().open()) {
            String last = "";
            String all = Charsets.text(bytes.readAllBytes(), source.charset()).replace("\r\n", "\n");
            for (String cue : all.split("\n[ \\t]*\n")) {
                String words = words(cue.strip().lines().toList());
                // What rolls over the screen is there again in the next cue.
                if (!words.equals(last)) {
                    text.plain(words.isEmpty() ? "" : words + "\n");
                }
                last = words;
            }
        }
        return Reader.plain(source.mediaType(), text, new DocumentProperties(source.mediaType()));
    }

    /** Returns what is said: the lines after that of the times. */
    private static String words(List<String> cue) {
        int times = 0;
        while (times < cue.size() && !TIMES.matcher(cue.get(times).strip()).matches()) {
            times++;
        }
        boolean isCue = times < cue.size();
        if (!isCue && !cue.isEmpty() && BLOCKS_WITHOUT_WORDS.contains(cue.get(0).split("\\s", 2)[0])) {
            return "";
        }
        String said = String.join("\n", cue.subList(isCue ? times + 1 : 0, cue.size()));
        String spoken = VOICE.matcher(said).replaceAll("$1: ");
        return TextWriter.inline(
                org.jsoup.parser.Parser.unescapeEntities(MARKS.matcher(spoken).replaceAll(""), false));
    }
}
