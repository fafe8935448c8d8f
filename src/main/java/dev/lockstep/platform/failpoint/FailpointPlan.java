package dev.lockstep.platform.failpoint;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says who stops where, as a file of lines {@code point who action}, where {@code who} is the id of a unit of work or a knowledge base,
 * the alias it was given, or {@code *}, and the action is {@code freeze}, {@code halt} or {@code fail}. What was reached is appended to a
 * file of the same name with the ending {@code .reached}.
 */
final class FailpointPlan {

    private static final String ANYBODY = "*";

    private final Path reached;
    private final Map<String, String> actions;
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Set<String> written = new HashSet<>();

    private FailpointPlan(Path reached, Map<String, String> actions) {
        this.reached = reached;
        this.actions = actions;
    }

    static FailpointPlan read(Path file) {
        Map<String, String> actions = new ConcurrentHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.strip().split(" ", 3);
                if (words.length == 3) {
                    actions.put(words[0] + " " + words[1], words[2]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new FailpointPlan(file.resolveSibling(file.getFileName() + ".reached"), actions);
    }

    void alias(String who, String alias) {
        aliases.put(who, alias);
    }

    Uni<Void> reach(String point, String who) {
        for (String name : new String[] {who, aliases.getOrDefault(who, who), ANYBODY}) {
            String action = actions.get(point + " " + name);
            if (action != null) {
                write(point + " " + name);
                return stop(action);
            }
        }
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> stop(String action) {
        if (action.equals("halt")) {
            Runtime.getRuntime().halt(137);
        }
        return action.equals("fail")
                ? Uni.createFrom().failure(new IllegalStateException("the test's plan lets it fail here"))
                : Uni.createFrom().nothing();
    }

    private synchronized void write(String line) {
        if (!written.add(line)) {
            return;
        }
        try {
            Files.writeString(
                    reached, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
