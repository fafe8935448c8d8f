package dev.lockstep.text.lexical;

import com.ibm.icu.text.Transliterator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.icu.ICUTransformFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** Cuts Chinese into pairs of characters, as Lucene's analyzer does, and takes traditional characters for the simplified ones. */
final class ChineseAnalyzer extends Analyzer {

    private static final Transliterator SIMPLIFIED = Transliterator.getInstance("Traditional-Simplified");

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer characters = new StandardTokenizer();
        TokenStream terms = new LowerCaseFilter(new CJKWidthFilter(characters));
        terms = new CJKBigramFilter(new ICUTransformFilter(terms, SIMPLIFIED));
        return new TokenStreamComponents(characters, new StopFilter(terms, CJKAnalyzer.getDefaultStopSet()));
    }
}
