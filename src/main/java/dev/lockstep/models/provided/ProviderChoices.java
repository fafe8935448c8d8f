package dev.lockstep.models.provided;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Knows which providers the build has chosen: another choice at start would have no models. */
public final class ProviderChoices {

    /** The file that the build leaves; its lines are {@code kind/name=provider}. */
    public static final String FILE = "META-INF/lockstep/model-providers.properties";

    private final Properties choices;

    private ProviderChoices(Properties choices) {
        this.choices = choices;
    }

    static ProviderChoices read() {
        Properties choices = new Properties();
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
            if (file != null) {
                choices.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProviderChoices(choices);
    }

    boolean isEmpty() {
        return choices.isEmpty();
    }

    /** The key of a line. */
    public static String key(ModelKind kind, String name) {
        return kind.group() + "/" + name;
    }

    /** The providers of the models of that kind, by their names in quarkus-langchain4j. */
    Map<String, String> of(ModelKind kind) {
        String prefix = key(kind, "");
        Map<String, String> found = new TreeMap<>();
        for (String key : choices.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), choices.getProperty(key));
            }
        }
        return found;
    }
}
