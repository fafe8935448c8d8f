package dev.lockstep.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every endpoint stands in a page; that the service describes it itself is a matter of {@code OpenApiTest}. */
class EndpointsTest {

    private static final Pattern PATH = Pattern.compile("@Path\\(\"([^\"]*)\"\\)");

    /** The end of a path, behind its last parameter: {@code documents:batch}, {@code versions/{v}/restore} by its {@code restore}. */
    private static final Pattern END = Pattern.compile("^(?:.*/)?([a-z][a-z:-]*)(?:/\\{[a-z]+})*$");

    @Test
    void everyEndpointIsDescribed() {
        String pages = Page.all().stream().map(Page::text).collect(Collectors.joining("\n"));

        assertThat(ends()).hasSizeGreaterThan(15).allSatisfy(end -> assertThat(pages)
                .contains("/" + end));
    }

    private static List<String> ends() {
        return Sources.files(Path.of("src/main/java")).stream()
                .filter(file -> file.toString().endsWith("Resource.java"))
                .map(Sources::read)
                .flatMap(source -> PATH.matcher(source).results())
                .map(match -> match.group(1))
                .flatMap(EndpointsTest::end)
                .distinct()
                .toList();
    }

    private static Stream<String> end(String path) {
        return END.matcher(path).results().map((MatchResult match) -> match.group(1));
    }
}
