package dev.lockstep.text.parsing.formats;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The charsets that text is in. */
class CharsetsTest {

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1, windows-1252, It’s “quoted” – 5 €",
        "us-ascii, windows-1252, café",
        "gb2312, GB18030, 镕基规划 ①",
        "gbk, GB18030, 重庆",
        "shift_jis, windows-31j, ①№㈱ 日光",
        "euc-kr, x-windows-949, 똠방각하",
        "big5, Big5-HKSCS, 臺北",
        "iso-8859-9, windows-1254, İstanbul’da",
        "tis-620, x-windows-874, กรุงเทพ",
        "koi8-r, KOI8-R, Москва",
        "iso-2022-jp, ISO-2022-JP, 日本",
        "utf-16, UTF-8, plain and über",
        "klingon, UTF-8, über"
    })
    void aLabelMeansWhatBrowsersTakeItFor(String label, String charset, String text) {
        byte[] page = ("<html><meta charset=" + label + "><p>" + text).getBytes(Charset.forName(charset));
        assertThat(Charsets.page(page, null)).endsWith(text);
        byte[] words = text.getBytes(Charset.forName(charset));
        assertThat(Charsets.text(words, label)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<script>s.charset='windows-1251'</script><meta charset=utf-8>",
                "<!-- <meta charset=koi8-r> --><title>charset=gbk</title>",
                "<?xml version='1.0' encoding='utf-16'?><html>",
                "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>"
            })
    void whatIsValidUtf8IsUtf8(String head) {
        assertThat(Charsets.page((head + "<p>Zürich café").getBytes(StandardCharsets.UTF_8), null))
                .endsWith("Zürich café");
    }

    @Test
    void onlyElementsForItDeclareACharset() {
        byte[] page = "<script>var charset='koi8-r'</script><meta charset=windows-1251><p>Москва"
                .getBytes(Charset.forName("windows-1251"));
        assertThat(Charsets.page(page, null)).endsWith("Москва");
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252, Müller ging über die Straße und grüßte Frau Schäfer",
        "windows-1251, Сколько лет живут выдры в реках России и почему они любят воду",
        "windows-31j, 日本語の文章です。カワウソは川に住んでいます。",
        "UTF-16LE, no mark in front",
        "UTF-16BE, no mark in front"
    })
    void whatIsNotDeclaredIsWhatItLooksLike(String charset, String text) {
        assertThat(Charsets.text(text.getBytes(Charset.forName(charset)), null)).isEqualTo(text);
    }

    @Test
    void aFewWrongBytesSpoilNoMoreThanThemselves() {
        byte[] bytes =
                ("<meta charset=utf-8><p>" + "Größe über Länge. ".repeat(20) + "x").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;

        assertThat(Charsets.page(bytes, null)).endsWith("Länge. \uFFFD").startsWith("<meta charset=utf-8><p>Größe");
        assertThat(Charsets.text(bytes, null)).endsWith("Länge. \uFFFD").startsWith("<meta charset=utf-8><p>Größe");
    }

    @Test
    void aShortTextIsNotGuessedToBeInACharsetForWhichNothingSpeaks() {
        assertThat(Charsets.page("<p>ü".getBytes(StandardCharsets.ISO_8859_1), null))
                .isEqualTo("<p>ü");
    }
}
