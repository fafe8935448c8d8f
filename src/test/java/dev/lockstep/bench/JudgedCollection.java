package dev.lockstep.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.stream.Stream;

/**
 * Documents, queries and judgements in the layout of BEIR: {@code corpus.jsonl}, {@code queries.jsonl} and either
 * {@code qrels/test.tsv} or {@code qrels.tsv}, whose first line is a heading.
 *
 * @param directory whose name is that of the collection
 * @param queries those with a relevant document; one that is judged relevant and not in the corpus counts as not found
 */
record JudgedCollection(Path directory, List<JudgedQuery> queries) {

    private static final ObjectMapper JSON = new ObjectMapper();

    JudgedCollection {
        queries = List.copyOf(queries);
    }

    /** Every directory in this one that holds a collection, by name; none when there is no such directory. */
    static List<JudgedCollection> in(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        List<JudgedCollection> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(parent)) {
            for (Path child : children.sorted().toList()) {
                if (Files.exists(child.resolve("corpus.jsonl"))) {
                    found.add(read(child));
                }
            }
        }
        return found;
    }

    static JudgedCollection read(Path directory) throws IOException {
        Map<String, Set<String>> relevant = relevant(judgements(directory));
        List<JudgedQuery> queries = new ArrayList<>();
        try (Stream<JsonNode> lines = lines(directory.resolve("queries.jsonl"))) {
            lines.forEach(query -> {
                String id = text(query, "_id");
                if (relevant.containsKey(id)) {
                    queries.add(new JudgedQuery(id, text(query, "text"), relevant.get(id)));
                }
            });
        }
        return new JudgedCollection(directory, queries);
    }

    String name() {
        return directory.getFileName().toString();
    }

    /** The last part of the name, if it is an ISO 639-1 code: {@code xquad-de} is in German. Otherwise English. */
    String language() {
        String last = name().substring(name().lastIndexOf('-') + 1);
        return last.length() == 2 && !last.equals(name()) ? last : "en";
    }

    /** In the order of the file, read as they are asked for: a corpus may be large. To be closed. */
    Stream<CollectionDocument> documents() throws IOException {
        return lines(directory.resolve("corpus.jsonl"))
                .map(line -> new CollectionDocument(text(line, "_id"), text(line, "title"), text(line, "text")));
    }

    private static Path judgements(Path directory) {
        Path original = directory.resolve("qrels").resolve("test.tsv");
        return Files.exists(original) ? original : directory.resolve("qrels.tsv");
    }

    private static Map<String, Set<String>> relevant(Path judgements) throws IOException {
        Map<String, Set<String>> relevant = new HashMap<>();
        List<String> lines = Files.readAllLines(judgements);
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                String[] columns = lines.get(i).split("\t", -1);
                if (columns.length != 3) {
                    throw new IOException(judgements + ", line " + (i + 1)
                            + ": three columns are expected, query, document and grade, not " + lines.get(i));
                }
                if (Double.parseDouble(columns[2].strip()) > 0) {
                    relevant.computeIfAbsent(columns[0], query -> new HashSet<>())
                            .add(columns[1]);
                }
            }
        }
        return relevant;
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        return Files.lines(file).filter(line -> !line.isBlank()).map(line -> {
            try {
                return JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(file + " has a line that is no JSON: " + line, e);
            }
        });
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
