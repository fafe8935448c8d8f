package dev.lockstep.text.lexical;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The languages that the model tells apart, by the script they are written in. Those without a code of two letters are left out, so that
 * a text in one of them goes to its nearest relative; so is Volapük, which the model sees in short texts of many languages. Malay counts as Indonesian and Bosnian as Croatian, which
 * can't be told apart by a few sentences and share their stems.
 */
final class DetectableLanguages {

    /** Pairs of the model's code and ours. */
    private static final String LATIN =
            "afr af aze az bos hr bre br cat ca ces cs cym cy dan da deu de ekk et eng en epo eo est et eus eu "
                    + "fao fo fin fi fra fr fry fy gle ga glg gl hrv hr hun hu ind id isl is ita it jav jv lat la lav lv lim li lit lt ltz lb lvs lv "
                    + "mlt mt mri mi msa id nld nl nno no nob no oci oc plt mg pol pl por pt ron ro slk sk slv sl som so spa es sqi sq sun su "
                    + "swa sw swe sv tgl tl tur tr uzb uz vie vi zul zu";

    private static final String CYRILLIC =
            "bak ba bel be bul bg che ce kaz kk kir ky mkd mk mon mn rus ru srp sr tat tt tgk tg ukr uk";
    private static final String ARABIC = "ara ar fas fa pes fa pnb pa urd ur";
    private static final String DEVANAGARI = "hin hi mar mr nep ne san sa";

    private static final Map<UnicodeScript, Map<String, String>> CODES = Map.of(
            UnicodeScript.LATIN, pairs(LATIN),
            UnicodeScript.CYRILLIC, pairs(CYRILLIC),
            UnicodeScript.ARABIC, pairs(ARABIC),
            UnicodeScript.DEVANAGARI, pairs(DEVANAGARI));

    private DetectableLanguages() {}

    private static Map<String, String> pairs(String pairs) {
        Map<String, String> codes = new HashMap<>();
        String[] words = pairs.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            codes.put(words[i], words[i + 1]);
        }
        return Map.copyOf(codes);
    }

    static Optional<String> code(String ofModel, UnicodeScript script) {
        return Optional.ofNullable(CODES.getOrDefault(script, Map.of()).get(ofModel));
    }

    static Set<String> codes() {
        return CODES.values().stream().flatMap(codes -> codes.values().stream()).collect(Collectors.toSet());
    }
}
