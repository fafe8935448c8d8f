package dev.lockstep.testing.quick;

import dev.lockstep.embedded.postgres.EmbeddedPostgresServer;
import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;

/**
 * What takes long of all that a class can come to: a store, the application, another process. Goes from class
 * file to class file by the names in them, so that it also sees what a helper of a helper starts.
 */
final class Needs {

    private static final Set<String> STARTERS = Set.of(
            named(EmbeddedPostgresServer.class),
            named(EmbeddedQdrant.class),
            named(IndexWriter.class),
            named(ProcessBuilder.class));

    private static final String THE_APPLICATION = "io/quarkus/test/";

    private Needs() {}

    /** The first that is found, by the name in class files, or nothing. */
    static Optional<String> of(String className) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(className.replace('.', '/')));
        while (!next.isEmpty()) {
            String name = next.remove();
            if (!seen.add(name)) {
                continue;
            }
            if (STARTERS.contains(name) || name.startsWith(THE_APPLICATION)) {
                return Optional.of(name);
            }
            namesIn(name).forEach(next::add);
        }
        return Optional.empty();
    }

    private static Stream<String> namesIn(String name) {
        return name.startsWith("dev/lockstep/") ? ClassFile.of(name).names() : Stream.empty();
    }

    private static String named(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
