package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.Rejected;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a mailbox (RFC 4155), a section for each message. A line with the word From, an address and a date begins a message if it is the
 * first, or if the line before it is blank. A message that can't be read spoils no other.
 */
final class MboxReader implements Reader {

    private static final Pattern BEGINNING = Pattern.compile("From (\\S+) .*\\d:\\d\\d.*\\d{4}.*");

    /** A line of a message that would begin another one has a sign in front of it. */
    private static final String QUOTED = ">From ";

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        // Bytes stay what they are in this charset; each message names those of its parts.
        try (BufferedReader lines = new BufferedReader(
                new BoundedText(new InputStreamReader(source.content().open(), StandardCharsets.ISO_8859_1), limits))) {
            StringBuilder message = new StringBuilder();
            String sender = "";
            boolean blank = true;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher beginning = BEGINNING.matcher(line);
                if (blank && beginning.matches()) {
                    message(message, sender, text, limits);
                    message.setLength(0);
                    sender = beginning.group(1);
                } else {
                    message.append(line.startsWith(QUOTED) ? line.substring(1) : line)
                            .append('\n');
                }
                blank = line.isEmpty();
            }
            message(message, sender, text, limits);
        }
        return Reader.markdown(source.mediaType(), text, new DocumentProperties(source.mediaType()));
    }

    /** @param sender who is meant where the message itself does not say it */
    private static void message(StringBuilder message, String sender, TextWriter text, ParseLimits limits)
            throws IOException {
        if (message.isEmpty()) {
            return;
        }
        int headers = message.indexOf("\n\n");
        message.insert(headers < 0 ? message.length() : headers + 1, "From: " + sender + "\n");
        Content content = new Content.InMemory(message.toString().getBytes(StandardCharsets.ISO_8859_1));
        try {
            ParsedDocument mail =
                    new EmailReader().read(new Source(content, DocumentType.EMAIL.mediaType(), null), limits);
            text.markdown(mail.text());
        } catch (Rejected unreadable) {
            text.paragraph("(a message that can't be read: " + unreadable.getMessage() + ")");
        }
    }
}
