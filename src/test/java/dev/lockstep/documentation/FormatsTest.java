package dev.lockstep.documentation;

import dev.lockstep.text.parsing.formats.DocumentType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That each format has a reader is up to the compiler; that it is tested, to this. */
class FormatsTest {

    private static final String TESTS = Sources.files(Path.of("src/test/java/dev/lockstep/text/parsing")).stream()
            .map(Sources::read)
            .collect(Collectors.joining("\n"));

    @ParameterizedTest
    @EnumSource
    void everyFormatIsRecognisedOrReadByATest(DocumentType format) {
        assertThat(TESTS).containsPattern("\\b" + Pattern.quote(format.name()) + "\\b");
    }
}
