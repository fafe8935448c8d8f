package dev.lockstep.launcher;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertyNamesMatcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that the application has, by their names.
 *
 * @param mappings interfaces of settings
 * @param properties single settings and the types of their values
 */
record KnownSettings(List<ConfigClass> mappings, Map<String, String> properties) {

    /** The build leaves this file. */
    private static final String FILE = "META-INF/lockstep/settings.list";

    /** Only tests set these. */
    private static final String OF_TESTS = "lockstep.test.";

    /** The launcher reads these itself, and the file of settings that is part of the application. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of(
            Settings.DATA_DIRECTORY,
            Settings.MOST_COLLECTIONS,
            PostgresAddress.URL,
            PostgresAddress.USERNAME,
            PostgresAddress.PASSWORD,
            QdrantAddress.URL,
            QdrantAddress.API_KEY,
            DevServices.POSTGRES_PORT,
            DevServices.QDRANT_PORT,
            "lockstep.log.json");

    KnownSettings {
        mappings = List.copyOf(mappings);
        properties = Map.copyOf(properties);
    }

    /** Returns those that the build has listed. */
    static KnownSettings listed() {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        try (InputStream file = classes.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("The application has no " + FILE + ": it is not built by its build");
            }
            return read(new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines(), classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnownSettings read(Stream<String> lines, ClassLoader classes) {
        List<ConfigClass> mappings = new ArrayList<>();
        Map<String, String> properties = new HashMap<>();
        lines.map(line -> line.split(" ", -1)).forEach(words -> {
            if (words[0].equals("mapping")) {
                mappings.add(mapping(words[1], classes));
            } else {
                properties.put(words[1], words[2]);
            }
        });
        return new KnownSettings(mappings, properties);
    }

    private static ConfigClass mapping(String name, ClassLoader classes) {
        try {
            return ConfigClass.configClass(Class.forName(name, false, classes));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean has(String name) {
        PropertyNamesMatcher mapped = ConfigMappings.propertyNamesMatcher(mappings);
        return OF_THE_LAUNCHER.contains(name)
                || properties.containsKey(name)
                || name.startsWith(OF_TESTS)
                || mapped.matches(name);
    }

    /** Tells whether an environment variable is a setting: most signs of a name are underscores there. */
    boolean hasVariable(String variable) {
        return names().stream().map(KnownSettings::variable).anyMatch(pattern -> pattern.matcher(variable)
                .matches());
    }

    private static Pattern variable(String name) {
        String variable = name.replace("[*]", "").replaceAll("[^a-z0-9*]", "_").toUpperCase(Locale.ROOT);
        return Pattern.compile(variable.replace("*", ".+") + "(?:_\\d+_)?");
    }

    /** Returns the setting whose name is most like another one. */
    String nearest(String name) {
        return names().stream()
                .map(known -> known.replace("[*]", ""))
                .min(Comparator.comparingInt((String known) -> EditDistance.between(known, name))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private Set<String> names() {
        return Stream.of(
                        OF_THE_LAUNCHER.stream(),
                        properties.keySet().stream(),
                        mappings.stream().flatMap(mapping -> mapping.getProperties().keySet().stream()))
                .flatMap(names -> names)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
