package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of subtitles. */
class SubtitleReaderTest {

    @Test
    void subRipIsTheWordsWithoutNumbersTimesAndMarks() throws IOException {
        assertThat(ReaderTest.read(DocumentType.SUBTITLES, """
                1
                00:00:01,000 --> 00:00:02,500
                {\\an8}The ship leaves
                the <i>harbour</i>.

                2
                00:00:02,500 --> 00:00:04,000
                In 1815 &amp; later
                """.replace("\n", "\r\n"))
                        .text())
                .isEqualTo("The ship leaves the harbour.\nIn 1815 & later\n");
    }

    @Test
    void webVttNamesWhoSpeaks() throws IOException {
        assertThat(ReaderTest.read(DocumentType.SUBTITLES, """
                WEBVTT - a film

                NOTE nobody says this

                STYLE
                ::cue { color: red }

                intro
                00:01.000 --> 00:02.500 align:start
                <v Ada>Where is the <00:01.500><c>ship</c>?

                00:02.500 --> 00:03.500
                <v Ada>Where is the <c>ship</c>?
                """).text()).isEqualTo("Ada: Where is the ship?\n");
    }
}
