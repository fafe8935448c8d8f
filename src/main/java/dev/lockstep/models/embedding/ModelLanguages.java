package dev.lockstep.models.embedding;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The languages that a model was trained to read, where that is known. Of a model that somebody else made only its configuration can say
 * so.
 *
 * @param declared their ISO 639 codes; {@value #ALL} alone for whatever there is; empty when nobody has said
 */
public record ModelLanguages(Set<String> declared) {

    /** Stands for every language: a model of a hundred languages does not want to list them. */
    public static final String ALL = "all";

    public static final ModelLanguages UNDECLARED = new ModelLanguages(Set.of());

    private static final String CODE = "[a-z]{2,3}";

    public ModelLanguages {
        declared = Set.copyOf(declared);
    }

    public static ModelLanguages of(String... codes) {
        return new ModelLanguages(Set.of(codes));
    }

    public boolean isDeclared() {
        return !declared.isEmpty();
    }

    /**
     * Tells whether the model is declared to read the language. When nothing is declared it is not.
     *
     * @param language an ISO 639 code; what comes after a hyphen, a script or a region, does not matter
     */
    public boolean reads(String language) {
        return declared.contains(ALL)
                || declared.contains(language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0]);
    }

    /** Reads the setting of the model of that name. */
    static ModelLanguages of(String name, ModelSettings settings) {
        return settings.languages()
                .map(codes -> configured(ModelNames.settingsOf(name) + "languages", codes))
                .orElse(UNDECLARED);
    }

    /**
     * Reads a setting.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException with the sentence for whoever starts the service
     */
    static ModelLanguages configured(String setting, Collection<String> codes) {
        TreeSet<String> all = new TreeSet<>();
        for (String code : codes) {
            String lower = code.strip().toLowerCase(Locale.ROOT);
            if (!lower.matches(CODE)) {
                throw ModelRefusal.because(
                        setting,
                        String.join(",", codes),
                        "\"" + code + "\" is not the code of a language",
                        "give ISO 639 codes as in en,de,zh, or " + ALL + ", or leave it out when they are not known");
            }
            all.add(lower);
        }
        if (all.contains(ALL) && all.size() > 1) {
            throw ModelRefusal.because(
                    setting, String.join(",", codes), ALL + " needs no other beside it", "give " + ALL + " alone");
        }
        return new ModelLanguages(all);
    }
}
