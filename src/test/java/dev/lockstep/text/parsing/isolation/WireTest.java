package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a parser answers, as the service reads it: it may have been taken over by what it has read. */
class WireTest {

    private static final int LONGEST = 1_000;

    private final Wire wire = new Wire(LONGEST);

    private final List<String> pages = new ArrayList<>();

    private interface Answer {
        void write(DataOutputStream out) throws IOException;
    }

    private ParsedDocument read(Answer answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        answer.write(new DataOutputStream(bytes));
        return wire.readAnswer(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                (done, all) -> pages.add(done + "/" + all));
    }

    private static ParsedDocument document(String text, Map<String, Object> metadata) {
        return new ParsedDocument("text/html", Format.MARKDOWN, text, null, metadata);
    }

    @Test
    void aDocumentArrivesAsItWasSent() throws IOException {
        Map<String, Object> metadata = Map.of("pages", 3L, "author", List.of("Ada", "Grace"), "language", "en");

        assertThat(read(out -> wire.write(out, document("Über \uD83E\uDDA6", metadata))))
                .isEqualTo(document("Über \uD83E\uDDA6", metadata));
    }

    @Test
    void whoWaitsIsToldOfPagesBeforeTheAnswer() throws IOException {
        ParsedDocument read = read(out -> {
            wire.writeProgress(out, 0, 2);
            wire.writeProgress(out, 1, 2);
            wire.write(out, document("text", Map.of()));
        });

        assertThat(read.text()).isEqualTo("text");
        assertThat(pages).containsExactly("0/2", "1/2");
    }

    @Test
    void aRefusalArrivesWithItsFacts() {
        Rejected refused = catchThrowableOfType(
                Rejected.class,
                () -> read(out ->
                        wire.write(out, new Rejected(ErrorCode.DOCUMENT_SCANNED, "no text", Map.of("pages", 2L)))));

        assertThat(refused.code()).isEqualTo(ErrorCode.DOCUMENT_SCANNED);
        assertThat(refused).hasMessage("no text");
        assertThat(refused.facts()).isEqualTo(Map.of("pages", 2L));
    }

    @Test
    void aTextLongerThanAnyMayBeIsNotWaitedFor() {
        assertThatThrownBy(() -> read(out -> wire.write(out, document("a".repeat(LONGEST + 1), Map.of()))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1001 bytes");
        assertThatThrownBy(() -> read(out -> {
                    out.writeByte(1);
                    out.writeInt(-1);
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-1 bytes");
    }

    @Test
    void moreValuesThanAnyDocumentHasAreNotRead() {
        Map<String, Object> many = IntStream.rangeClosed(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(i -> Integer.toString(i), i -> (Object) (long) i));

        assertThatThrownBy(() -> read(out -> wire.write(out, document("a", many))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1001 values");
    }
}
