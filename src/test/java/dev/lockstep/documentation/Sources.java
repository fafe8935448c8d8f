package dev.lockstep.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java sources of the project, found by the names of what they declare. */
final class Sources {

    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|interface|enum|record|@interface) ([A-Z]\\w*)");
    private static final Pattern IMPORTED = Pattern.compile("(?m)^import (?:static )?[\\w.]*?\\.([A-Z]\\w*)");

    private final Map<String, List<String>> declaring = new HashMap<>();
    private final Set<String> imported = new HashSet<>();

    private Sources() {}

    /** Of the service and of its tests. */
    static Sources all() {
        Sources sources = new Sources();
        files(Path.of("src")).forEach(sources::add);
        return sources;
    }

    /** Of the service alone: its files below a folder, by a path from the root of the project. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path file) {
        String source = read(file);
        for (Matcher match = DECLARED.matcher(source); match.find(); ) {
            declaring.computeIfAbsent(match.group(1), name -> new ArrayList<>()).add(source);
        }
        IMPORTED.matcher(source).results().map(match -> match.group(1)).forEach(imported::add);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a type of this simple name is ours, or one of a library that is used here. */
    boolean know(String type) {
        return declaring.containsKey(type) || imported.contains(type);
    }

    /** Whether a type of ours declares a method, a field, a constant, a component or a nested type of this name. */
    boolean declare(String type, String member) {
        String name = Pattern.quote(member);
        Pattern declaration = Pattern.compile("(?m)^ +(?!return |throw |new |else )(?:[\\w.<>\\[\\],?&@]+ )*" + name
                + "(?:\\(| =|[;,]| \\{)|[\\w>\\]] " + name + "[,)]");
        return declaring.getOrDefault(type, List.of()).stream()
                .anyMatch(source -> declaration.matcher(source).find());
    }
}
