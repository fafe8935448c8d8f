package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read of mailboxes. */
class MboxReaderTest {

    private static final String MAILBOX = """
            From ada@example.org Fri Mar  1 10:00:00 2024
            From: Ada <ada@example.org>
            Subject: First
            Content-Type: text/plain; charset=iso-8859-1

            From here on it is text.

            >From the harbour.

            From charles@example.org Sat Mar  2 10:00:00 2024
            Content-Type: text/plain

            This has no headers that a message needs.

            From charles@example.org Sat Mar  2 11:00:00 2024
            From: Charles <charles@example.org>
            Subject: Second

            The last one.
            """;

    @Test
    void eachMessageIsASection() throws IOException {
        assertThat(ReaderTest.read(DocumentType.MBOX, MAILBOX).text())
                .contains("# First", "From here on it is text.\n\nFrom the harbour.", "# Second", "The last one.")
                .contains("From: charles@example.org\n\nThis has no headers")
                .doesNotContain("Fri Mar");
    }
}
