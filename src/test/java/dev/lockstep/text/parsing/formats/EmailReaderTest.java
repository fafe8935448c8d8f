package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of e-mail. */
class EmailReaderTest {

    private static final String HEAD = "From: Ada <ada@example.org>\nSubject: Otters\nMIME-Version: 1.0\n";

    private static String alternatives(String plain, String page) throws IOException {
        String mail = HEAD + "Content-Type: multipart/alternative; boundary=bb\n\n--bb\nContent-Type: text/plain\n\n"
                + plain + "\n--bb\nContent-Type: text/html\n\n" + page + "\n--bb--\n";
        return ReaderTest.read(DocumentType.EMAIL, mail).text();
    }

    @ParameterizedTest
    @CsvSource({"'   '", "''", "Please view this in a browser."})
    void aPlainPartThatSaysNothingDoesNotHideThePage(String plain) throws IOException {
        assertThat(alternatives(
                        plain,
                        "<p>The invoice total is 512 euros, to be paid by the end of the month, toucan. "
                                + "More. ".repeat(9)))
                .contains("512 euros")
                .doesNotContain("browser");
    }

    @Test
    void aPlainPartThatSaysTheSameIsRead() throws IOException {
        assertThat(alternatives("The total is 512 euros.", "<p>The total is <b>512</b> euros. <a href=x>Pay</a>"))
                .contains("The total is 512 euros.")
                .doesNotContain("Pay");
    }

    @Test
    void endsOfLinesAreTheSameHoweverTheyAreWritten() throws IOException {
        String mail = HEAD + "Content-Type: text/plain\n\nwrapped by\na program.\n\nSecond.\n";
        String text = ReaderTest.read(DocumentType.EMAIL, mail).text();
        assertThat(text).endsWith("wrapped by\na program.\n\nSecond.");
        assertThat(ReaderTest.read(DocumentType.EMAIL, mail.replace("\n", "\r\n"))
                        .text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, ''", "UTF-8, us-ascii", "UTF-8, iso-8859-1", "windows-1252, iso-8859-1", "windows-1252, ''"})
    void textIsInTheCharsetThatItIsIn(String charset, String declared) throws IOException {
        String type = "Content-Type: text/plain" + (declared.isEmpty() ? "" : "; charset=" + declared);
        byte[] mail = (HEAD + type + "\nContent-Transfer-Encoding: 8bit\n\nDie Köchin grüßt die Gäste im Café.\n")
                .getBytes(Charset.forName(charset));
        assertThat(ReaderTest.read(DocumentType.EMAIL, mail).text()).contains("Die Köchin grüßt die Gäste im Café.");
    }

    @Test
    void linesThatFlowAreJoined() throws IOException {
        String mail = HEAD + "Content-Type: text/plain; format=flowed\n\nOne \nsentence.\nAnother.\n\n-- \nAda\n";
        assertThat(ReaderTest.read(DocumentType.EMAIL, mail).text()).contains("One sentence.\nAnother.");
    }
}
