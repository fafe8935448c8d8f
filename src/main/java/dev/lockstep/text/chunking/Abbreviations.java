package dev.lockstep.text.chunking;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a full stop that ends a sentence from one that does not: after an initial, an abbreviation, in some languages an
 * ordinal number. {@link java.text.BreakIterator} takes each of them for an end when a capital or a digit follows.
 *
 * <p>Words that end a sentence as often ("etc.", "Inc.") are not listed: a sentence that begins too early does less harm
 * than two that are never parted.
 */
final class Abbreviations {

    private static final int LONGEST = 12;

    /** These words end no sentence, whatever follows them. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "en",
                    Set.of(
                            "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "gen", "col", "capt", "lt", "sgt",
                            "sen", "rep", "gov", "vs", "messrs", "mt", "cf", "viz", "approx", "resp"),
            "de",
                    Set.of(
                            "z", "d", "u", "i", "s", "v", "dr", "prof", "hr", "fr", "st", "bzw", "ca", "vgl", "ggf",
                            "evtl", "inkl", "exkl", "zzgl", "sog", "geb", "gest", "dipl", "ing", "bspw", "usf", "mio",
                            "mrd", "str"),
            "fr", Set.of("m", "mm", "mme", "mlle", "dr", "pr", "me", "mgr", "st", "ste", "cf", "env", "av", "bd"),
            "es",
                    Set.of(
                            "sr", "sra", "srta", "dr", "dra", "prof", "d", "dña", "ud", "uds", "av", "avda", "cf",
                            "aprox"),
            "it", Set.of("sig", "dott", "prof", "ing", "avv", "cf", "ecc", "on", "rev", "geom", "arch"),
            "pt", Set.of("sr", "sra", "dr", "dra", "prof", "av", "cf", "exmo", "eng"),
            "nl", Set.of("dhr", "mevr", "mw", "dr", "prof", "ir", "ing", "mr", "drs", "bijv", "evt", "ca", "resp"),
            "ru", Set.of("г", "ул", "им", "проф", "акад", "см", "ср", "тов"));

    /** These words end no sentence when a number follows. */
    private static final Map<String, Set<String>> BEFORE_NUMBERS = Map.of(
            "en",
                    Set.of(
                            "no", "nos", "fig", "figs", "eq", "eqs", "sec", "ch", "vol", "vols", "p", "pp", "art",
                            "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
            "de",
                    Set.of(
                            "nr", "abb", "abs", "art", "bd", "kap", "s", "tab", "ziff", "jan", "feb", "apr", "aug",
                            "sept", "okt", "nov", "dez"),
            "fr", Set.of("n", "no", "fig", "art", "p", "pp", "vol", "chap"),
            "es", Set.of("n", "núm", "fig", "art", "p", "pp", "pág", "págs", "vol", "cap"),
            "it", Set.of("n", "fig", "art", "p", "pp", "pag", "vol", "cap"),
            "pt", Set.of("n", "núm", "fig", "art", "p", "pp", "pág", "vol", "cap"),
            "nl", Set.of("nr", "afb", "art", "blz", "p", "pp", "hfst"),
            "ru", Set.of("рис", "табл", "с", "стр", "т", "гл", "п", "ст"));

    /** In these languages "3." is how third is written. */
    private static final Set<String> ORDINALS = Set.of("de", "da", "no", "fi", "et", "lv", "cs", "hu", "sr");

    private final Set<String> words;
    private final Set<String> beforeNumbers;
    private final boolean ordinals;

    private Abbreviations(@Nullable String language) {
        words = language == null ? Set.of() : WORDS.getOrDefault(language, Set.of());
        beforeNumbers = language == null ? Set.of() : BEFORE_NUMBERS.getOrDefault(language, Set.of());
        ordinals = language != null && ORDINALS.contains(language);
    }

    /** @param language an ISO 639-1 code; null or one that is not known leaves initials only */
    static Abbreviations of(@Nullable String language) {
        return new Abbreviations(language);
    }

    /** Tells whether the full stop before {@code index}, if there is one, belongs to a word, and no sentence begins there. */
    boolean precede(String text, int index) {
        int end = index;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1)) && text.charAt(end - 1) != '\n') {
            end--;
        }
        if (end == index || end == 0 || text.charAt(end - 1) != '.' || index >= text.length()) {
            return false;
        }
        int start = end - 1;
        while (start > 0 && end - start <= LONGEST + 1 && isPartOfWord(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, end - 1);
        return !word.isEmpty() && word.length() <= LONGEST && isAbbreviation(word, text.charAt(index));
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '.';
    }

    private boolean isAbbreviation(String word, char next) {
        String lower = word.toLowerCase(Locale.ROOT);
        return isInitials(word)
                || words.contains(lower)
                || (Character.isDigit(next) && beforeNumbers.contains(lower))
                || (ordinals && word.length() <= 2 && word.chars().allMatch(Character::isDigit));
    }

    /** Initials are one capital, or several letters with full stops between: "J.", "U.S.", "e.g.". */
    private static boolean isInitials(String word) {
        if (word.length() == 1) {
            return Character.isUpperCase(word.charAt(0)) && word.charAt(0) != 'I';
        }
        for (int i = 0; i < word.length(); i++) {
            if (i % 2 == 0 ? !Character.isLetter(word.charAt(i)) : word.charAt(i) != '.') {
                return false;
            }
        }
        return word.length() % 2 == 1;
    }
}
