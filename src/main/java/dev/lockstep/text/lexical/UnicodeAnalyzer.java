package dev.lockstep.text.lexical;

import com.ibm.icu.text.Normalizer2;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;
import org.apache.lucene.analysis.icu.ICUNormalizer2Filter;
import org.apache.lucene.analysis.icu.segmentation.DefaultICUTokenizerConfig;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;

/**
 * Cuts text of any language by the rules and dictionaries of Unicode's library, also where no spaces stand between words, and stems
 * nothing. A word is found without its accents, too, and in another width.
 */
final class UnicodeAnalyzer extends Analyzer {

    /** Han goes by single characters and pairs of them. */
    private static final DefaultICUTokenizerConfig WORDS = new DefaultICUTokenizerConfig(false, true);

    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

    /** Where marks can be left out. In other scripts they are vowels, or make another letter. */
    private static final Set<UnicodeScript> WITH_ACCENTS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.HAN,
            UnicodeScript.KATAKANA,
            UnicodeScript.COMMON);

    @Override
    protected TokenStreamComponents createComponents(String field) {
        ICUTokenizer words = new ICUTokenizer(WORDS);
        TokenStream terms = new ICUNormalizer2Filter(new LowerCaseFilter(words), COMPOSED);
        terms = new CJKBigramFilter(terms, CJKBigramFilter.HAN, true);
        return new TokenStreamComponents(words, new AdditionalTermsFilter(terms, UnicodeAnalyzer::folded));
    }

    private static List<AdditionalTermsFilter.Term> folded(String word) {
        if (ICUFoldingFilter.NORMALIZER.isNormalized(word)
                || !WITH_ACCENTS.contains(UnicodeScript.of(word.codePointAt(0)))) {
            return List.of();
        }
        String folded = ICUFoldingFilter.NORMALIZER.normalize(word);
        return folded.isEmpty() || folded.equals(word)
                ? List.of()
                : List.of(new AdditionalTermsFilter.Term(folded, 0, word.length()));
    }
}
