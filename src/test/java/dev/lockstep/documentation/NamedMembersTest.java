package dev.lockstep.documentation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages for those who change the code call a class or a member of one is there, by this name. */
class NamedMembersTest {

    /** A class, perhaps behind its package, perhaps with a member: {@code Step}, {@code catalog.Newcomers}, {@code Search.search}. */
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z]\\w*\\.)*([A-Z]\\w*[a-z]\\w*)(?:[.#](\\w+)(?:\\([^)]*\\))?)?");

    /** Words that begin with a capital and are no classes: of HTTP, of other programs, of settings. */
    private static final Set<String> NO_CLASSES =
            Set.of("Accept", "Acknowledged", "Completed", "Host", "Location", "Prefer", "WaitTimeout");

    private static final Sources SOURCES = Sources.all();

    static List<Page> pages() {
        Stream<Path> named = Stream.of(
                        "CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/guarantees.md")
                .map(Path::of);
        Stream<Path> decisions = Page.all().stream().map(Page::path).filter(path -> path.startsWith("docs/decisions"));
        return Stream.concat(named, decisions)
                .filter(Files::exists)
                .map(Page::at)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyClassAndMemberThatIsNamedIsThere(Page page) {
        assertThat(page.code().stream().flatMap(code -> unknown(code).stream())).isEmpty();
    }

    @Test
    void whatIsNotThereIsFound() {
        assertThat(Stream.of(
                                "Sources.know",
                                "Sources.knew",
                                "Sourcery",
                                "documentation.Page.anchors()",
                                "STAGED",
                                "a.b")
                        .flatMap(code -> unknown(code).stream()))
                .containsExactly("Sources has no 'knew'", "no class 'Sourcery'");
    }

    private static Optional<String> unknown(String code) {
        Matcher name = NAME.matcher(code);
        if (!name.matches() || NO_CLASSES.contains(name.group(1))) {
            return Optional.empty();
        }
        if (!SOURCES.know(name.group(1))) {
            return Optional.of("no class '" + name.group(1) + "'");
        }
        boolean memberIsMissing = name.group(2) != null && !SOURCES.declare(name.group(1), name.group(2));
        return memberIsMissing ? Optional.of(name.group(1) + " has no '" + name.group(2) + "'") : Optional.empty();
    }
}
