package dev.lockstep.features.batch;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.features.batch.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines of a file, whatever they are ended by and however long they are. */
class LineReaderTest {

    private static final int LONGEST = 100_000;

    private static List<Line> lines(InputStream bytes) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(bytes, LONGEST)) {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static List<String> numbered(String text) throws IOException {
        return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).stream()
                .map(line -> line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void linesAreNumberedAndEmptyOnesCount() throws IOException {
        assertThat(numbered("a\n\n \t\r\nb\r\n\nc")).containsExactly("1:a", "4:b", "6:c");
        assertThat(numbered("a\n")).containsExactly("1:a");
        assertThat(numbered("")).isEmpty();
        assertThat(numbered("\n\n")).isEmpty();
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
        assertThat(numbered("\ufeffa\n\ufeffb")).containsExactly("1:a", "2:\ufeffb");
        assertThat(numbered("\ufeff\na")).containsExactly("2:a");
    }

    @Test
    void anotherCharsetIsNamed() throws IOException {
        Line first = lines(new ByteArrayInputStream("a\nb".getBytes(StandardCharsets.UTF_16)))
                .get(0);

        assertThat(first.wrong().code()).isEqualTo(ErrorCode.INVALID_CHARSET);
        assertThat(first.wrong()).hasMessageContaining("UTF-16");
    }

    @Test
    void linesMayBeLongerThanTheBufferButNotThanTheLimit() throws IOException {
        String longest = "x".repeat(LONGEST);
        List<Line> lines = lines(
                new ByteArrayInputStream((longest + "\n" + longest + "y\nshort").getBytes(StandardCharsets.UTF_8)));

        assertThat(lines.get(0).bytes()).hasSize(LONGEST);
        assertThat(lines.get(1).bytes()).isEmpty();
        assertThat(lines.get(1).wrong().code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
        assertThat(lines.get(1).wrong())
                .hasMessageContaining("has 100001 bytes")
                .hasMessageContaining("lockstep.batch.max-line-length");
        assertThat(lines.get(2).number()).isEqualTo(3);
        assertThat(lines.get(2).bytes()).hasSize(5);
    }

    /** Twice what a heap of this JVM can hold would be kept if the line were. */
    @Test
    void aLineThatDoesNotEndIsNotKept() throws IOException {
        long endless = 3L << 30;
        InputStream zeros = new InputStream() {

            private long left = endless;

            @Override
            public int read() {
                throw new AssertionError("byte by byte");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int read = (int) Math.min(length, left);
                left -= read;
                return read == 0 ? -1 : read;
            }
        };

        assertThat(lines(zeros)).singleElement().satisfies(line -> assertThat(line.wrong())
                .hasMessageContaining("has " + endless + " bytes"));
    }
}
