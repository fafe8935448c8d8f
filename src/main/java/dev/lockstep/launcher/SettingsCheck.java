package dev.lockstep.launcher;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Checks all settings of the service before anything is started, and says in one sentence which one is wrong, and why. */
final class SettingsCheck {

    private static final String PREFIX = "lockstep.";
    private static final String VARIABLE_PREFIX = "LOCKSTEP_";
    private static final Pattern PROFILE = Pattern.compile("^%[^.]+\\.");

    /** Kubernetes describes each service of a namespace so, and ours may be called lockstep. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_SERVICE_HOST|.*_SERVICE_PORT(?:_.+)?|.*_PORT_\\d+_(?:TCP|UDP|SCTP)(?:_.+)?");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private static final Pattern NOT_CONVERTED = Pattern.compile(
            ".*The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted"
                    + " (?:SRCFG\\d+: )?(.*)",
            Pattern.DOTALL);
    private static final Pattern EMPTY =
            Pattern.compile(".*The config property (\\S+) is defined as the empty String.*");
    private static final Pattern MISSING = Pattern.compile(".*The config property (\\S+) is required but.*");

    private final KnownSettings known;
    private final Narration narration;

    SettingsCheck(KnownSettings known, Narration narration) {
        this.known = known;
        this.narration = narration;
    }

    /** @throws StartRefused naming the first setting that is wrong */
    void check(SmallRyeConfig config, Map<String, String> environment) {
        StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .filter(source -> !(source instanceof EnvConfigSource))
                .forEach(this::checkNames);
        environment.forEach(this::checkVariable);
        requireNotEmpty(PostgresAddress.URL, config);
        requireNotEmpty(QdrantAddress.URL, config);
        checkValues(config);
        known.properties().forEach((name, type) -> checkValue(name, type, config));
    }

    private void checkNames(ConfigSource source) {
        source.getPropertyNames().stream()
                .map(name -> PROFILE.matcher(name).replaceFirst(""))
                .filter(name -> name.startsWith(PREFIX) && !name.contains("*") && !known.has(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new StartRefused("%s is no setting (%s): the nearest one is %s."
                            .formatted(name, place(source), known.nearest(name)));
                });
    }

    private static String place(ConfigSource source) {
        return source instanceof SysPropConfigSource
                ? "given with -D"
                : "in " + source.getName().replaceFirst("^\\w+\\[source=(.*)]$", "$1");
    }

    private void checkVariable(String variable, String value) {
        boolean isLink = SERVICE_LINK.matcher(variable).matches()
                || SERVICE_ADDRESS.matcher(value).matches();
        if (variable.startsWith(VARIABLE_PREFIX) && !isLink && !known.hasVariable(variable)) {
            String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
            narration.say("the environment variable " + variable
                    + " is no setting and has no effect: the nearest one is " + known.nearest(name));
        }
    }

    private static void requireNotEmpty(String name, SmallRyeConfig config) {
        String value = config.getConfigValue(name).getValue();
        if (value != null && value.isBlank()) {
            throw StartRefused.because(
                    name, value, "that is no address", "name the store, or do not set it at all to embed one");
        }
    }

    private void checkValues(SmallRyeConfig config) {
        try {
            ConfigMappings.registerConfigMappings(copy(config), new HashSet<>(known.mappings()));
        } catch (ConfigValidationException e) {
            throw refused(IntStream.range(0, e.getProblemCount())
                    .mapToObj(problem -> e.getProblem(problem).getMessage())
                    .min(Comparator.naturalOrder())
                    .orElseThrow());
        }
    }

    /** Returns the same settings for the check alone: what is wrong with them must not stay in those that the service gets. */
    private static SmallRyeConfig copy(SmallRyeConfig config) {
        List<ConfigSource> sources = new ArrayList<>();
        config.getConfigSources().forEach(sources::add);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withProfiles(config.getProfiles())
                // The launcher itself makes this setting of a store that it starts.
                .withDefaultValue(QdrantAddress.URL, "http://embedded")
                .withSources(sources)
                .build();
    }

    private static void checkValue(String name, String type, SmallRyeConfig config) {
        try {
            switch (type) {
                case "int" -> config.getOptionalValue(name, Integer.class);
                case "long" -> config.getOptionalValue(name, Long.class);
                case "java.time.Duration" -> config.getOptionalValue(name, Duration.class);
                default -> config.getOptionalValue(name, String.class);
            }
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private static StartRefused refused(String message) {
        Matcher value = NOT_CONVERTED.matcher(message);
        if (value.matches()) {
            return StartRefused.because(
                    value.group(1),
                    value.group(2),
                    "that can't be read: " + value.group(3).strip().replaceAll("\\s+", " "),
                    "correct it");
        }
        Matcher empty = EMPTY.matcher(message);
        if (empty.matches()) {
            return StartRefused.because(empty.group(1), "", "it needs a value", "give it one, or do not set it");
        }
        Matcher missing = MISSING.matcher(message);
        return new StartRefused(
                missing.matches()
                        ? missing.group(1) + " is not set, and other settings need it: set it."
                        : message.replaceAll("^[\\w.]*(?:Exception|Error): (?:SRCFG\\d+: )?", ""));
    }
}
