package dev.lockstep.text.lexical;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows the scripts that one language alone is commonly written in: then a few letters are enough. */
final class ScriptLanguages {

    private static final Map<UnicodeScript, String> ONLY = new EnumMap<>(Map.ofEntries(
            Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.BENGALI, "bn"),
            Map.entry(UnicodeScript.ETHIOPIC, "am"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"),
            Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"),
            Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HEBREW, "he"),
            Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.KHMER, "km"),
            Map.entry(UnicodeScript.LAO, "lo"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"),
            Map.entry(UnicodeScript.MYANMAR, "my"),
            Map.entry(UnicodeScript.ORIYA, "or"),
            Map.entry(UnicodeScript.SINHALA, "si"),
            Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"),
            Map.entry(UnicodeScript.THAANA, "dv"),
            Map.entry(UnicodeScript.THAI, "th"),
            Map.entry(UnicodeScript.TIBETAN, "bo")));

    /** Fewer may be a name or a symbol. */
    private static final int LETTERS = 3;

    /** Japanese without any kana is short: a title, a name. */
    private static final int HAN = 12;

    private ScriptLanguages() {}

    static Set<String> codes() {
        return Set.copyOf(ONLY.values());
    }

    static Optional<String> only(ScriptCounts scripts) {
        if (scripts.first() == UnicodeScript.HAN) {
            return ofHan(scripts);
        }
        return scripts.letters() < LETTERS ? Optional.empty() : Optional.ofNullable(ONLY.get(scripts.first()));
    }

    private static Optional<String> ofHan(ScriptCounts scripts) {
        if (10 * scripts.kana() >= scripts.letters()) {
            return Optional.of("ja");
        }
        return scripts.letters() < HAN ? Optional.empty() : Optional.of("zh");
    }
}
