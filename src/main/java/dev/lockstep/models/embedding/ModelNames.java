package dev.lockstep.models.embedding;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks what models may be called. Their names go into ids, and these into the names of collections. */
final class ModelNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    static final String MODELS = "lockstep.embedding.models";

    private ModelNames() {}

    /** The beginning of the names of a model's settings, with the last dot. */
    static String settingsOf(String name) {
        return MODELS + ".\"" + name + "\".";
    }

    /**
     * Requires good names, and the default model among them.
     *
     * @param provided those of the models of quarkus-langchain4j
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static void require(EmbeddingSettings settings, Set<String> provided) {
        TreeSet<String> known = new TreeSet<>(settings.models().keySet());
        known.addAll(provided);
        for (String name : known) {
            if (name.equals(BuiltInModel.NAME)) {
                throw ModelRefusal.because(
                        MODELS, name, "that is the name of the built-in model", "choose another name");
            }
            if (!NAME.matcher(name).matches()) {
                throw ModelRefusal.because(
                        MODELS,
                        name,
                        "a name has 1 to 63 letters, digits, '.', '_' or '-' and begins with a letter or digit",
                        "choose such a name");
            }
        }
        known.add(BuiltInModel.NAME);
        if (!known.contains(settings.model())) {
            throw ModelRefusal.because(
                    "lockstep.embedding.model",
                    settings.model(),
                    "no model with that name is configured",
                    "name one of " + String.join(", ", known) + ", or configure it as " + settingsOf(settings.model())
                            + "folder, as .model-path and .tokenizer-path, or as .remote.url");
        }
    }
}
