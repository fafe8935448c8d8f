package dev.lockstep.features.answers;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Knows the way in which a source is cited: {@code [2]}, {@code [1, 3]} or {@code [2-4]} after what comes from it. */
final class Markers {

    private static final String NUMBER = "\\s?\\d{1,6}\\s?";
    private static final Pattern MARKER = Pattern.compile("\\[(" + NUMBER + "(?:[-\u2013,;]" + NUMBER + "){0,7})]");
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:\\s?[-\u2013]\\s?(\\d+))?");

    /** A bracket that no marker closes: without the one behind it, it could become a marker with what follows. */
    private static final Pattern OPEN = Pattern.compile("\\[(?=[\\s\\d,;\u2013-]{0,80}\\[)");

    /** The end of a text that may yet become a marker; none is longer. */
    private static final Pattern BEGUN = Pattern.compile("\\[[\\s\\d,;\u2013\\[-]{0,80}$");

    private static final int LONGEST = 81;

    private final int sources;

    /** @param sources so many there are; theirs are the numbers from 1 */
    Markers(int sources) {
        this.sources = sources;
    }

    /** Changes a text that has no citations of ours: numbers in brackets would be read as such. */
    static String neutral(String text) {
        return MARKER.matcher(text).replaceAll("($1)");
    }

    /** Writes each marker of the text as {@code [1][3]}; those that name no source are left out, with the space before them. */
    String checked(String text) {
        Matcher markers = MARKER.matcher(OPEN.matcher(text).replaceAll("("));
        StringBuilder checked = new StringBuilder();
        while (markers.find()) {
            markers.appendReplacement(checked, "");
            Set<Integer> numbers = numbers(markers.group(1));
            if (numbers.isEmpty()) {
                checked.setLength(withoutSpace(checked, checked.length()));
            }
            numbers.forEach(number -> checked.append('[').append(number).append(']'));
        }
        return markers.appendTail(checked).toString();
    }

    /** Finds those of the sources that a checked text cites. */
    List<CitedSource> cited(String checked, List<CitedSource> sources) {
        Set<Integer> cited = new HashSet<>();
        Matcher markers = MARKER.matcher(checked);
        while (markers.find()) {
            cited.addAll(numbers(markers.group(1)));
        }
        return sources.stream()
                .filter(source -> cited.contains(source.number()))
                .toList();
    }

    private Set<Integer> numbers(String inside) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Matcher ranges = RANGE.matcher(inside);
        while (ranges.find()) {
            int first = Integer.parseInt(ranges.group(1));
            int last = ranges.group(2) == null ? first : Integer.parseInt(ranges.group(2));
            IntStream.rangeClosed(Math.max(1, first), Math.min(last, sources)).forEach(numbers::add);
        }
        return numbers;
    }

    /** Finds how much of a text can be told: what follows may become a marker, or is the space before one. */
    static int settled(CharSequence text) {
        Matcher begun = BEGUN.matcher(text).region(Math.max(0, text.length() - LONGEST), text.length());
        return withoutSpace(text, begun.find() ? begun.start() : text.length());
    }

    private static int withoutSpace(CharSequence text, int end) {
        int last = end;
        while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }
}
