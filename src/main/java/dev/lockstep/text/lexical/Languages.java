package dev.lockstep.text.lexical;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.bg.BulgarianAnalyzer;
import org.apache.lucene.analysis.bn.BengaliAnalyzer;
import org.apache.lucene.analysis.ca.CatalanAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.ckb.SoraniAnalyzer;
import org.apache.lucene.analysis.cz.CzechAnalyzer;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.el.GreekAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.et.EstonianAnalyzer;
import org.apache.lucene.analysis.eu.BasqueAnalyzer;
import org.apache.lucene.analysis.fa.PersianAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishAnalyzer;
import org.apache.lucene.analysis.gl.GalicianAnalyzer;
import org.apache.lucene.analysis.hi.HindiAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.hy.ArmenianAnalyzer;
import org.apache.lucene.analysis.id.IndonesianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.lt.LithuanianAnalyzer;
import org.apache.lucene.analysis.lv.LatvianAnalyzer;
import org.apache.lucene.analysis.ne.NepaliAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pl.PolishAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sr.SerbianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.apache.lucene.analysis.ta.TamilAnalyzer;
import org.apache.lucene.analysis.te.TeluguAnalyzer;
import org.apache.lucene.analysis.th.ThaiAnalyzer;
import org.apache.lucene.analysis.tr.TurkishAnalyzer;
import org.apache.lucene.analysis.uk.UkrainianMorfologikAnalyzer;

/** The languages whose words can be stemmed, by their ISO 639-1 codes. Chinese, Japanese and Korean go by pairs of characters. */
public final class Languages {

    /** No language in particular: words are cut and put in lower case, and nothing is stemmed or left out. */
    public static final String UNDETERMINED = "und";

    private static final Map<String, Supplier<Analyzer>> ANALYZERS = analyzers();

    private Languages() {}

    private static Map<String, Supplier<Analyzer>> analyzers() {
        Map<String, Supplier<Analyzer>> all = new TreeMap<>();
        all.put("ar", ArabicAnalyzer::new);
        all.put("bg", BulgarianAnalyzer::new);
        all.put("bn", BengaliAnalyzer::new);
        all.put("ca", CatalanAnalyzer::new);
        all.put("ckb", SoraniAnalyzer::new);
        all.put("cs", CzechAnalyzer::new);
        all.put("da", DanishAnalyzer::new);
        all.put("de", GermanCompoundAnalyzer::new);
        all.put("el", GreekAnalyzer::new);
        all.put("en", EnglishAnalyzer::new);
        all.put("es", SpanishAnalyzer::new);
        all.put("et", EstonianAnalyzer::new);
        all.put("eu", BasqueAnalyzer::new);
        all.put("fa", PersianAnalyzer::new);
        all.put("fi", FinnishAnalyzer::new);
        all.put("fr", FrenchAnalyzer::new);
        all.put("ga", IrishAnalyzer::new);
        all.put("gl", GalicianAnalyzer::new);
        all.put("hi", HindiAnalyzer::new);
        all.put("hu", HungarianAnalyzer::new);
        all.put("hy", ArmenianAnalyzer::new);
        all.put("id", IndonesianAnalyzer::new);
        all.put("it", ItalianAnalyzer::new);
        all.put("ja", CJKAnalyzer::new);
        all.put("ko", CJKAnalyzer::new);
        all.put("ms", IndonesianAnalyzer::new);
        all.put("lt", LithuanianAnalyzer::new);
        all.put("lv", LatvianAnalyzer::new);
        all.put("ne", NepaliAnalyzer::new);
        all.put("nl", DutchAnalyzer::new);
        all.put("no", NorwegianAnalyzer::new);
        all.put("pl", PolishAnalyzer::new);
        all.put("pt", PortugueseAnalyzer::new);
        all.put("ro", RomanianAnalyzer::new);
        all.put("ru", RussianAnalyzer::new);
        all.put("sr", SerbianAnalyzer::new);
        all.put("sv", SwedishAnalyzer::new);
        all.put("ta", TamilAnalyzer::new);
        all.put("te", TeluguAnalyzer::new);
        all.put("th", ThaiAnalyzer::new);
        all.put("tr", TurkishAnalyzer::new);
        all.put("uk", UkrainianMorfologikAnalyzer::new);
        all.put(UNDETERMINED, UnicodeAnalyzer::new);
        all.put("nb", NorwegianAnalyzer::new);
        all.put("nn", NorwegianAnalyzer::new);
        all.put("zh", ChineseAnalyzer::new);
        for (String code : Locale.getISOLanguages()) {
            if (Locale.forLanguageTag(code).getLanguage().equals(code)) {
                all.putIfAbsent(code, UnicodeAnalyzer::new);
            }
        }
        return all;
    }

    /** Says how a language's text is cut into terms, which decides how many of them meet by chance. */
    public enum Cut {
        WORDS,
        /** Short words or syllables, where text has no spaces or has them between syllables. */
        SEGMENTS,
        /** Pairs of characters. */
        PAIRS
    }

    public static Cut cut(String code) {
        return switch (code) {
            case "th", "lo", "km", "my", "vi" -> Cut.SEGMENTS;
            case "zh", "ja", "ko" -> Cut.PAIRS;
            default -> Cut.WORDS;
        };
    }

    /**
     * Tells whether text has no spaces between words, so that a dictionary cuts them out: names and new words, which it has not, are cut in
     * one way here and in another there.
     */
    public static boolean cutsByDictionary(String code) {
        return switch (code) {
            case "th", "lo", "km", "my" -> true;
            default -> false;
        };
    }

    public static boolean knows(String code) {
        return ANALYZERS.containsKey(code);
    }

    /** All codes, in alphabetical order. */
    public static Set<String> codes() {
        return new TreeSet<>(ANALYZERS.keySet());
    }

    /** @throws IllegalArgumentException for a language that is not {@link #knows known} */
    static Analyzer analyzer(String code) {
        Supplier<Analyzer> analyzer = ANALYZERS.get(code);
        if (analyzer == null) {
            throw new IllegalArgumentException("no analyzer for the language '" + code + "'");
        }
        return analyzer.get();
    }
}
