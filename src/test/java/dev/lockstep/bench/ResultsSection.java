package dev.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The part of {@code docs/results.md} that {@link RetrievalBench} writes: what stands between two comments. */
record ResultsSection(List<MeasuredCollection> measured, ReferenceFigures references) {

    static final String BEGIN = "<!-- RetrievalBench writes from here -->";
    static final String END = "<!-- to here -->";

    private static final String HEAD = """
            | collection | mode | nDCG@10 | elsewhere | recall@100 | elsewhere | MRR@10 |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final String COMPARISON = """
            | collection | language | queries | lexical | dense | hybrid | hybrid less the better leg (95 %) |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    String text() {
        String rows = measured.stream().map(one -> one.rows(references)).collect(Collectors.joining("\n"));
        String comparison =
                measured.stream().map(MeasuredCollection::comparison).collect(Collectors.joining("\n"));
        String sizes = measured.stream().map(ResultsSection::size).collect(Collectors.joining("; "));
        return HEAD + rows
                + "\n\nnDCG@10 of hybrid beside its legs, with the paired bootstrap's interval of the difference:\n\n"
                + COMPARISON + comparison + "\n\nDocuments and judged queries: " + sizes + ".\n";
    }

    private static String size(MeasuredCollection one) {
        String refused = one.refused() == 0 ? "" : " (" + one.refused() + " refused)";
        return one.collection().name() + " " + one.stored() + refused + " and "
                + one.collection().queries().size();
    }

    /** Replaces what stands between the comments, and nothing else. */
    void writeInto(Path page) throws IOException {
        Files.writeString(page, between(Files.readString(page), text()));
    }

    static String between(String page, String text) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, begin + 1);
        if (begin < 0 || end < 0) {
            throw new IllegalArgumentException("the page lacks " + BEGIN + " or, after it, " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + "\n" + text + page.substring(end);
    }
}
