package dev.lockstep.documentation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every setting of the service stands in a page, and the service comes with none that are for tests. */
class SettingsTest {

    private static final Pattern MAPPED = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
    private static final Pattern ASKED = Pattern.compile("(?m)^    (\\w[\\w.<>?, ]*) (\\w+)\\(\\);");
    private static final Pattern INTERFACE = Pattern.compile("\\binterface (\\w+)");
    private static final Pattern SETTING = Pattern.compile("lockstep(?:\\.[a-z0-9-]+)+");
    private static final Pattern ALL_OF = Pattern.compile("(lockstep(?:\\.[a-z0-9-]+)+)\\.\\*");
    private static final Pattern FURTHER = Pattern.compile("\\.?([a-z0-9-]+(?:\\.[a-z0-9-]+)*)");

    /** The launcher tells these to the application; nobody else is to set them. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of(
            "lockstep.uploads.default-directory",
            "lockstep.parsing.default-directory",
            "lockstep.unit-of-work.sole-owner");

    @Test
    void everySettingIsDescribed() {
        Set<String> described = new LinkedHashSet<>(OF_THE_LAUNCHER);
        Page.all().forEach(page -> described.addAll(described(page)));

        assertThat(settings()).hasSizeGreaterThan(100);
        assertThat(settings().stream().filter(setting -> !described.contains(setting)))
                .isEmpty();
    }

    @Test
    void aRowMayNameFurtherSettingsByTheirEnds() {
        Page page = new Page(Path.of("a.md"), "`lockstep.a.b`, `.c-d`; all of `lockstep.e.*`: `f`");

        assertThat(described(page)).contains("lockstep.a.b", "lockstep.a.c-d", "lockstep.e.f");
    }

    @Test
    void theServiceComesWithoutSettingsForTests() {
        assertThat(Sources.read(Path.of("src/main/resources/application.properties")))
                .doesNotContain("%test", "%dev");
    }

    /** But groups of settings, whose type is an interface: several prefixes share these. */
    private static List<String> settings() {
        Set<String> groups = interfaces();
        List<String> settings = new ArrayList<>();
        for (Path file : Sources.files(Path.of("src/main/java"))) {
            String source = Sources.read(file);
            Matcher prefix = MAPPED.matcher(source);
            if (prefix.find()) {
                ASKED.matcher(source)
                        .results()
                        .filter(asked -> Stream.of(asked.group(1).split("\\W+")).noneMatch(groups::contains))
                        .forEach(asked -> settings.add(prefix.group(1) + "." + inKebabCase(asked.group(2))));
            }
        }
        return settings;
    }

    private static Set<String> interfaces() {
        return Sources.files(Path.of("src/main/java")).stream()
                .map(Sources::read)
                .flatMap(source -> INTERFACE.matcher(source).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String inKebabCase(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What has no prefix goes on from the last setting that has one. */
    private static Set<String> described(Page page) {
        Set<String> described = new LinkedHashSet<>();
        String base = "lockstep";
        for (String code : page.code()) {
            Matcher all = ALL_OF.matcher(code);
            Matcher further = FURTHER.matcher(code);
            if (SETTING.matcher(code).matches()) {
                described.add(code);
                base = code.substring(0, code.lastIndexOf('.'));
            } else if (all.matches()) {
                base = all.group(1);
            } else if (further.matches()) {
                Stream.of(base).map(before -> before + "." + further.group(1)).forEach(described::add);
            }
        }
        return described;
    }
}
