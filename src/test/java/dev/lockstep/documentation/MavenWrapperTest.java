package dev.lockstep.documentation;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Windows has a script of its own, which must bring the same Maven. */
class MavenWrapperTest {

    private static final Pattern PINNED = Pattern.compile("(?:VERSION|SHA512)=([0-9a-f.]+)");

    @Test
    void bothScriptsBringTheSameMaven() {
        assertThat(pinned("mvnw")).hasSize(2).isEqualTo(pinned("mvnw.cmd"));
    }

    private static List<String> pinned(String script) {
        return PINNED.matcher(Sources.read(Path.of(script)))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
