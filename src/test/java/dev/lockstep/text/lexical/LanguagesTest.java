package dev.lockstep.text.lexical;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LanguagesTest {

    private final Analysis analysis = new Analysis();

    @Test
    void everyTwoLetterCodeIsKnown() {
        assertThat(Languages.codes())
                .contains("vi", "km", "lo", "my", "he", "pl", "uk", "nb", "nn", "ckb", "und")
                .doesNotContain("iw", "in", "ji");
        assertThat(Languages.knows("xx")).isFalse();
        assertThat(Locale.getISOLanguages())
                .filteredOn(code -> Languages.knows(code))
                .hasSizeGreaterThan(180);
    }

    @Test
    void theSameWordInAnotherFormIsTheSameTerm() {
        assertSame("pl", "biblioteki", "bibliotekach");
        assertSame("uk", "бібліотеки", "бібліотека");
        assertSame("nn", "hamna", "hamner");
        assertSame("ms", "perpustakaan", "pustaka");
    }

    @Test
    void wordsWithoutSpacesBetweenThemAreCut() {
        assertThat(words("km", "បណ្ណាល័យនឹងបិទរហូត")).contains("បណ្ណាល័យ").hasSizeGreaterThan(2);
        assertThat(words("lo", "ຫໍສະໝຸດຈະປິດ")).contains("ຫໍສະໝຸດ");
        assertThat(words("my", "စာကြည့်တိုက် ပိတ်ထားမည်")).hasSizeGreaterThan(1);
        assertThat(words("und", "ห้องสมุดจะปิด")).contains("สมุด");
    }

    @Test
    void aWordIsFoundWithoutItsAccentsAndComesFirstWithThem() {
        QueryTerms query = analysis.query("vi", "đóng");

        assertThat(query.vector().at(term("vi", "đóng"))).isEqualTo(1);
        assertThat(query.vector().at(term("vi", "dong"))).isEqualTo(0.5f);
        assertThat(analysis.count("vi", "thư viện sẽ đóng cửa").length()).isEqualTo(5);
        assertThat(words("he", "הַסִּפְרִיָּה")).contains("הספריה");
    }

    @Test
    void marksThatAreVowelsAreKept() {
        assertThat(words("km", "បណ្ណាល័យ")).containsOnly("បណ្ណាល័យ");
        assertThat(words("be", "бібліятэка май")).containsOnly("бібліятэка", "май");
    }

    @Test
    void formsOfAnotherWidthMeet() {
        assertThat(words("und", "ＡＢＣ ｶﾀｶﾅ")).contains("abc", "カタカナ");
        assertSame("zh", "ＡＢＣ", "abc");
        assertSame("ja", "ｶﾀｶﾅ", "カタカナ");
    }

    @Test
    void traditionalAndSimplifiedChineseMeet() {
        assertSame("zh", "圖書館將關閉", "图书馆将关闭");
        assertSame("zh", "中華人民共和國", "中华人民共和国");
    }

    @Test
    void whatVectorsOfBeforeHoldIsStillAskedFor() throws Exception {
        try (StandardAnalyzer before = new StandardAnalyzer()) {
            for (String text : List.of("Die Straße nach Köln, 12.5 km", "L'été à Orléans", "東京大学", "Ψάρι и книга")) {
                assertThat(words("und", text)).containsAll(AnalyzerTerms.of(before, text));
            }
        }
    }

    private void assertSame(String language, String one, String other) {
        assertThat(words(language, one)).as(one).isEqualTo(words(language, other));
    }

    private Set<String> words(String language, String text) {
        return analysis.tokens(language, text).stream().map(LexicalToken::term).collect(Collectors.toSet());
    }

    private int term(String language, String word) {
        return analysis.tokens(language, word).get(0).index();
    }
}
