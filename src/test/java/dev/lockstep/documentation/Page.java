package dev.lockstep.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown, as GitHub shows it. */
record Page(Path path, String text) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^ {0,3}```.*?^ {0,3}```[^\\n]*$");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)(?: +#+)?$");
    private static final Pattern LINK_IN_HEADING = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}\\p{Pc}\\- ]");

    static Page at(Path path) {
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + path, e);
        }
    }

    /** All of the project: those at its root and those below {@code docs}. */
    static List<Page> all() {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::at)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its links lead, as they are written. */
    List<String> links() {
        return found(LINK, CODE.matcher(prose()).replaceAll(""));
    }

    /** What stands in backticks, but not in blocks of code. */
    List<String> code() {
        return found(CODE, prose());
    }

    /** The names by which links find its headings. */
    Set<String> anchors() {
        Map<String, Integer> used = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        for (String heading : found(HEADING, prose())) {
            String anchor = anchor(heading);
            int before = used.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    private static String anchor(String heading) {
        String shown = LINK_IN_HEADING.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
        return NOT_IN_ANCHORS.matcher(shown).replaceAll("").replace(' ', '-');
    }

    private String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    private static List<String> found(Pattern pattern, String text) {
        return new ArrayList<>(pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
