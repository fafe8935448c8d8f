package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of pages. */
class HtmlReaderTest {

    private static String read(String page) throws IOException {
        return ReaderTest.read(DocumentType.HTML, page).text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<ul><li>micro<b>service</b>s</ul> | - microservices",
                "<ul><li>H<sub>2</sub>O and CO<sub>2</sub></ul> | - H2O and CO2",
                "<ul><li><b>Note</b>: see <a href=x>part</a>.</ul> | - Note: see part.",
                "<ul><li>AB<wbr>-1234</ul> | - AB-1234",
                "<ul><li><p>one</p><p>two</p></li></ul> | - one two",
                "<ul><li>a<br>b</ul> | - a b",
                "<p>Donau&shy;dampf&shy;schiff | Donaudampfschiff",
                "<details><summary>Question</summary>Answer</details> | Question//Answer",
                "<dl><dt>Term<dd>Meaning</dl> | Term//Meaning",
                "<p>Claim<a href=#n>1</a><aside role=doc-footnote>1 Source</aside><aside>Adverts</aside> | Claim1//1 Source",
                "<figure><img alt=x><figcaption>An otter</figcaption></figure> | An otter"
            })
    void wordsStayWhole(String page, String expected) throws IOException {
        assertThat(read(page)).isEqualTo(expected.replace("//", "\n\n"));
    }

    @Test
    void whatSpansRowsIsInEachAndWhatSpansColumnsInTheFirst() throws IOException {
        assertThat(read("""
                <table><tr><th>City<th>Year<th>Count<tr><td rowspan=2>Bern<td>2024<td>11<tr><td>2025<td>12
                <tr><td colspan=2>Total<td>23</table>""")).isEqualTo("""
                | City | Year | Count |
                | --- | --- | --- |
                | Bern | 2024 | 11 |
                | Bern | 2025 | 12 |
                | Total |  | 23 |""");
    }

    @Test
    void keysAndValuesHaveNoNamesAboveThem() throws IOException {
        assertThat(read("<table><tr><td>Name<td>Ada<tr><td>Born<td>1815<tr><td>City<td>London</table>"))
                .isEqualTo("""
                        |  |  |
                        | --- | --- |
                        | Name | Ada |
                        | Born | 1815 |
                        | City | London |""");
    }

    @Test
    void spansWithoutEndMakeNoEndlessTable() throws IOException {
        assertThat(read("<table><tr><td colspan=1000000 rowspan=1000000>a<td>b<tr><td>c</table>")
                        .length())
                .isLessThan(10_000);
    }

    @Test
    void wellFormedXhtmlIsXml() throws IOException {
        String head = "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/>"
                + "<script src=\"a.js\"/></head><body>";
        assertThat(read(head + "<p>After <i/>the&nbsp;script.</p><div/><p>And on.</p></body></html>"))
                .isEqualTo("After the script.\n\nAnd on.");
    }

    @Test
    void whatOnlySaysThatItIsXhtmlIsHtml() throws IOException {
        assertThat(read("<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>One<br>two<p>three</body></html>"))
                .isEqualTo("One\ntwo\n\nthree");
    }

    @Test
    void elementsOfXhtmlThatCloseThemselvesHaveNoContentHoweverBadTheRestIs() throws IOException {
        String page =
                "<?xml version=\"1.0\"?><html><head><title/><script src='a/b.js'/></head><body><!-- <b/> --><p>One<br/>two"
                        + "<p><i/>three <![CDATA[a < b]]><script>if (a<b/>c) x()</script></body></html>";
        assertThat(read(page)).isEqualTo("One\ntwo\n\nthree a < b");
    }

    @Test
    void theNumberOfANoteIsNoPartOfTheWord() throws IOException {
        assertThat(
                        read(
                                "<p>Otters<sup><a href='#n1'>1</a></sup> swim 10<sup>2</sup> m.<ul><li>Alone<sup><a href='#n2'>[2]</a></sup></ul>"))
                .isEqualTo("Otters[1] swim 102 m.\n\n- Alone[2]");
    }

    @Test
    void howAWordIsReadIsNotWithinIt() throws IOException {
        assertThat(read("<p><ruby>東<rp>(</rp><rt>とう</rt>京<rp>(</rp><rt>きょう</rt></ruby>"))
                .isEqualTo("東京");
    }

    @Test
    void booksAreReadByTheRulesOfXml() throws IOException {
        byte[] book = Samples.epub(List.of(
                "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><script src=\"a.js\"/></head>"
                        + "<body><p>Words<a epub:type=\"noteref\">1</a></p><aside epub:type=\"footnote\"><p>A note.</p></aside>"
                        + "</body></html>"));
        assertThat(ReaderTest.read(DocumentType.ARCHIVE, book).text()).isEqualTo("Words[1]\n\nA note.");
    }
}
