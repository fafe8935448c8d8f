package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of values that a sign divides. */
class CsvReaderTest {

    private static String read(String text) throws IOException {
        return ReaderTest.read(DocumentType.CSV, text).text().replace("\n\n", " / ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "the sign is found outside of quotes ^ \"Last, first\";\"City, country\"\\n\"Lovelace, Ada\";\"London, UK\" ^ Last, first: Lovelace, Ada; City, country: London, UK",
                "decimal commas ^ item;price\\ntea;4,50\\nmilk;1,20 ^ item: tea; price: 4,50 / item: milk; price: 1,20",
                "a bar ^ a|b\\n1|2 ^ a: 1; b: 2",
                "an instruction ^ sep=;\\r\\nname;born\\r\\nAda;1815\\r\\n ^ name: Ada; born: 1815",
                "quotes that end too early ^ name,note\\n\"Ada\" Lovelace,hello\\nBob,5\" pipe ^ name: Ada Lovelace; note: hello / name: Bob; note: 5\" pipe",
                "a quote that nobody closes ^ name,note\\n\"Ada,1\\nBob,2\\n ^ name: \"Ada; note: 1 / name: Bob; note: 2",
                "a quote that another line closes ^ name,note\\n\"Ada,x\\nBob,say \"hi\"\\n ^ name: \"Ada; note: x / name: Bob; note: say \"hi\"",
                "lines in quotes ^ name,note\\nAda,\"one\\ntwo, three\"\\nBob,x ^ name: Ada; note: one two, three / name: Bob; note: x",
                "quotes in quotes ^ a,b\\n\"say \"\"hi\"\"\",2 ^ a: say \"hi\"; b: 2",
                "comments ^ # made by us, today\\nname;born\\nAda;1815\\n# the end ^ made by us, today / name: Ada; born: 1815 / the end",
                "names in a comment ^ # all of us\\n#name,born\\nAda,1815 ^ all of us / name: Ada; born: 1815",
                "no header ^ Ada,1815\\nGrace,1906 ^ Ada; 1815 / Grace; 1906"
            })
    void isReadAsExcelReadsIt(String what, String text, String expected) throws IOException {
        assertThat(read(text.replace("\\n", "\n").replace("\\r", "\r"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "UTF-16", "windows-1252"})
    void inEveryCharset(String charset) throws IOException {
        byte[] bytes = "name;city\nZoë;Zürich\nJürgen;Köln\n".getBytes(Charset.forName(charset));
        assertThat(ReaderTest.read(DocumentType.CSV, bytes).text())
                .isEqualTo("name: Zoë; city: Zürich\n\nname: Jürgen; city: Köln");
    }

    @Test
    void tabsDivideWhatIsCalledSo() throws IOException {
        byte[] bytes = "a\tb,c\n1,5\t2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ReaderTest.read(DocumentType.TSV, bytes).text()).isEqualTo("a: 1,5; b,c: 2");
    }

    @Test
    void decimalCommasDivideNothing() throws IOException {
        assertThat(ReaderTest.read(DocumentType.CSV, "1,5;2,5\n3,5;4,5\n").text())
                .isEqualTo("1,5; 2,5\n\n3,5; 4,5");
    }

    @Test
    @Timeout(10)
    void aLongLineOfQuotesIsReadInOnePass() {
        CsvRows rows = new CsvRows("\"a\",".repeat(500_000), ',');

        assertThat(rows.next()).hasSize(500_001);
    }
}
