package dev.lockstep.documentation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Wherever a page points to within the project, something is there. Addresses elsewhere are not asked. */
class LinksTest {

    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    /** A path from the root of the project; the folders are those that it has, so most else that has a slash is none. */
    private static final Pattern FILE = Pattern.compile(
            "(?<![\\w/.-])(?:src|docs|docker|examples|\\.ci|\\.github|\\.mvn)/(?:[\\w.-]+/?)*(?<![.])(?![\\w*{<])");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAHeadingOfIt(Page page) {
        assertThat(page.links().stream().flatMap(link -> wrong(page, link).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFileThatIsNamedIsThere(Page page) {
        assertThat(FILE.matcher(page.text()).results().map(match -> match.group()))
                .allSatisfy(named -> assertThat(Path.of(named)).exists());
    }

    @Test
    void thePagesThatEverybodyStartsFromAreLookedAt() {
        assertThat(pages())
                .extracting(Page::toString)
                .contains("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/architecture.md");
    }

    @Test
    void brokenLinksAreFound() {
        Page page = new Page(
                Path.of("docs/a.md"),
                "# A `b`: c\n[ok](#a-b-c) [ok](../README.md)\n[no](#a) [no](README.md) `[code](x)`");

        assertThat(page.links().stream().flatMap(link -> wrong(page, link).stream()))
                .containsExactly("#a: no such heading", "README.md: no such file");
    }

    private static Optional<String> wrong(Page page, String link) {
        if (ELSEWHERE.matcher(link).matches()) {
            return Optional.empty();
        }
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        if (!file.isEmpty() && !Files.exists(target)) {
            return Optional.of(link + ": no such file");
        }
        if (hash < 0 || !target.toString().endsWith(".md")) {
            return Optional.empty();
        }
        Page shown = file.isEmpty() ? page : Page.at(target);
        return Stream.of(link.substring(hash + 1))
                .filter(anchor -> !shown.anchors().contains(anchor))
                .map(anchor -> link + ": no such heading")
                .findFirst();
    }
}
