package dev.lockstep.models.embedding.reading;

import dev.lockstep.models.embedding.reading.ReadingSample.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingSampleTest {

    private static final Path FILES = Path.of("src/main/resources/dev/lockstep/models/embedding/reading");

    static Stream<String> languages() {
        return ReadingSample.languages().stream().sorted();
    }

    @Test
    void everyFileIsKnownAndEveryKnownLanguageHasOne() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".tsv", ""))
                            .collect(Collectors.toSet()))
                    .isEqualTo(ReadingSample.languages());
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aSampleHasSixteenDifferentPairs(String language) {
        ReadingSample sample = ReadingSample.of(language);

        assertThat(sample.pairs()).hasSize(16).doesNotHaveDuplicates();
        assertThat(sample.pairs())
                .allSatisfy(pair -> assertThat(pair.question()).isNotBlank());
        assertThat(sample.pairs().stream().map(Pair::passage))
                .doesNotHaveDuplicates()
                .allSatisfy(passage -> assertThat(passage).isNotBlank().doesNotContain("\t"));
    }

    @Test
    void scriptsRegionsAndNearRelativesShareASample() {
        assertThat(ReadingSample.languageFor("zh-Hant")).contains("zh");
        assertThat(ReadingSample.languageFor("pt_BR")).contains("pt");
        assertThat(ReadingSample.languageFor("nn")).contains("no");
    }

    @Test
    void whatIsNoLanguageHasNoSample() {
        assertThat(ReadingSample.languageFor("und")).isEmpty();
        assertThat(ReadingSample.languageFor("auto")).isEmpty();
        assertThat(ReadingSample.languageFor("")).isEmpty();
    }
}
