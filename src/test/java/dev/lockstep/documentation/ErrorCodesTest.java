package dev.lockstep.documentation;

import dev.lockstep.domain.ErrorCode;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That each code has its HTTP status is up to the compiler; that somebody answers with it, to this. */
class ErrorCodesTest {

    private static final Set<String> LISTS = Set.of("ErrorCode.java", "ProblemStatus.java");

    private static final String SERVICE = Sources.files(Path.of("src/main/java")).stream()
            .filter(file -> !LISTS.contains(file.getFileName().toString()))
            .map(Sources::read)
            .collect(Collectors.joining("\n"));

    @ParameterizedTest
    @EnumSource
    void everyCodeIsAnAnswerToSomething(ErrorCode code) {
        assertThat(SERVICE).containsPattern("\\b" + Pattern.quote(code.name()) + "\\b");
    }
}
