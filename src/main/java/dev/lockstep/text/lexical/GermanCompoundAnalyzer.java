package dev.lockstep.text.lexical;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** Does what Lucene's analyzer of German does, and adds the parts of compounds. */
final class GermanCompoundAnalyzer extends Analyzer {

    @Override
    protected TokenStreamComponents createComponents(String field) {
        StandardTokenizer words = new StandardTokenizer();
        TokenStream terms = new StopFilter(new LowerCaseFilter(words), GermanAnalyzer.getDefaultStopSet());
        terms = new AdditionalTermsFilter(terms, GermanCompounds::parts);
        terms = new StopFilter(terms, GermanAnalyzer.getDefaultStopSet());
        return new TokenStreamComponents(words, new GermanLightStemFilter(new GermanNormalizationFilter(terms)));
    }
}
