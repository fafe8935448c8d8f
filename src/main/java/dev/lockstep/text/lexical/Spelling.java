package dev.lockstep.text.lexical;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSet.SpanCondition;
import java.io.Reader;
import java.io.StringReader;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.icu.ICUNormalizer2CharFilter;

/**
 * Spells a text in the one way that all languages' analyzers see: characters composed, ligatures and other widths as the letters that they
 * stand for, one apostrophe, no soft hyphens, and {@code oe} for {@code œ}. Terms keep their places in the text as it was written.
 */
final class Spelling {

    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

    /**
     * What stands for other letters and is part of words: ligatures, digraphs, digits of formulas, other widths, and the forms of Arabic and
     * Hebrew that old files have. Other compatible characters stay: a trademark sign or the number of a footnote would stick to its word.
     */
    private static final UnicodeSet COMPATIBLE = new UnicodeSet(
                    "[\\u0132\\u0133\\u013F\\u0140\\u017F\\u01C4-\\u01CC\\u01F1-\\u01F3\\u2080-\\u2089"
                            + "\\uFB00-\\uFDFF\\uFE70-\\uFEFC\\uFF01-\\uFFEF]")
            .removeAll(new UnicodeSet("[:NFKC_QC=Yes:]"))
            .freeze();

    /** Those that stand within words. The last but one is the letter of Hawaiian and Uzbek, which many write as an apostrophe. */
    private static final UnicodeSet APOSTROPHES = new UnicodeSet("[\\u2018\\u2019\\u201B\\u02BB\\u02BC]").freeze();

    private static final UnicodeSet INVISIBLE = new UnicodeSet("[\\u00AD\\u2060\\uFEFF]").freeze();

    private static final UnicodeSet MAPPED = new UnicodeSet("[œŒ]")
            .addAll(COMPATIBLE)
            .addAll(APOSTROPHES)
            .addAll(INVISIBLE)
            .freeze();

    private static final NormalizeCharMap MAP = map();

    private Spelling() {}

    /** Tells whether a text is spelled so already, as most are. */
    static boolean isPlain(String text) {
        return MAPPED.span(text, SpanCondition.NOT_CONTAINED) == text.length() && COMPOSED.isNormalized(text);
    }

    /** Returns a reader of the text, which tells Lucene where in it each character comes from. */
    static Reader of(String text) {
        Reader raw = new StringReader(text);
        return isPlain(text) ? raw : new ICUNormalizer2CharFilter(new MappingCharFilter(MAP, raw), COMPOSED);
    }

    private static NormalizeCharMap map() {
        Normalizer2 compatible = Normalizer2.getNFKCInstance();
        NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
        COMPATIBLE.forEach(letter -> map.add(letter, compatible.normalize(letter)));
        APOSTROPHES.forEach(apostrophe -> map.add(apostrophe, "'"));
        INVISIBLE.forEach(nothing -> map.add(nothing, ""));
        map.add("œ", "oe");
        map.add("Œ", "Oe");
        return map.build();
    }
}
