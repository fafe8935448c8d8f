package dev.lockstep.launcher;

import dev.lockstep.testing.EmbeddedStores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The build has listed every setting: none that a page describes is refused. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class KnownSettingsTest {

    private static final Pattern DESCRIBED = Pattern.compile("`(lockstep\\.[^`{}*=, ]+)[`=]");

    @Test
    void everySettingOfThePageIsKnown() throws IOException {
        KnownSettings known = KnownSettings.listed();
        List<String> described = DESCRIBED
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(described).hasSizeGreaterThan(80).allMatch(known::has);
        assertThat(known.properties()).containsEntry("lockstep.metadata.max-depth", "int");
        assertThat(known.has("lockstep.search.timeuot")).isFalse();
    }
}
