package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a benchmark ingests, and what it searches for.
 *
 * @param origin a sentence that says what it is
 */
record IngestedSample(String origin, List<CollectionDocument> documents, List<String> queries) {

    private static final Path PAGES = Path.of("docs");
    private static final int SHORTEST = 200;

    static IngestedSample of(Path data, String only, int most) throws IOException {
        List<JudgedCollection> collections = JudgedCollection.in(data).stream()
                .filter(each -> only.isEmpty() || Set.of(only.split(",")).contains(each.name()))
                .toList();
        return collections.isEmpty() ? ownPages(data, most) : collections(collections, most);
    }

    private static IngestedSample collections(List<JudgedCollection> collections, int most) throws IOException {
        List<CollectionDocument> documents = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (JudgedCollection collection : collections) {
            try (Stream<CollectionDocument> all = collection.documents()) {
                all.filter(document -> !document.text().isBlank())
                        .limit(most - documents.size())
                        .forEach(document -> documents.add(new CollectionDocument(
                                collection.name() + "-" + document.id(), document.title(), document.text())));
            }
            collection.queries().forEach(query -> queries.add(query.text()));
        }
        String names = String.join(
                ", ", collections.stream().map(JudgedCollection::name).toList());
        return new IngestedSample("The first " + documents.size() + " documents of " + names, documents, queries);
    }

    /** Sections of the project's own pages, over and over until there are enough. */
    private static IngestedSample ownPages(Path data, int most) throws IOException {
        List<String> sections = new ArrayList<>();
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                sections.addAll(Stream.of(Files.readString(page).split("(?m)^## "))
                        .filter(section -> section.length() > SHORTEST)
                        .toList());
            }
        }
        List<CollectionDocument> documents = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            documents.add(new CollectionDocument("section-" + i, "", sections.get(i % sections.size())));
        }
        List<String> queries = sections.stream()
                .map(section -> section.lines().findFirst().orElse("lockstep"))
                .filter(line -> !line.isBlank())
                .toList();
        return new IngestedSample(
                "NO TEST COLLECTION in " + data.toAbsolutePath().normalize() + ": " + most
                        + " sections of the project's own pages instead, which is no measure of anything but this run",
                documents,
                queries);
    }
}
