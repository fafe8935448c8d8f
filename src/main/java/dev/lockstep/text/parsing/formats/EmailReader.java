package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.address.AddressList;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Reads e-mail: who wrote what to whom, and when. Attachments are named, not read. */
final class EmailReader implements Reader {

    private static final int LONGEST_HEADER = 100_000;

    /** Plain text with less than a third of the words of the page beside it only says that there is one. */
    private static final int STUB = 3;

    /** A line that ends with a space goes on, but for the sign before a signature. */
    private static final Pattern SOFT_BREAK = Pattern.compile("(?<!^--)(?<!\\n--) \\n(?![>\\n])");

    private final List<String> attachments = new ArrayList<>();

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setBodyFactory(new MailBodies(limits));
        builder.setMimeEntityConfig(MimeConfig.custom()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(LONGEST_HEADER)
                .setMaxHeaderCount(limits.archiveEntries())
                .build());
        try (InputStream bytes = source.content().open()) {
            Message message = builder.parseMessage(bytes);
            if (message.getFrom() == null && message.getSubject() == null && message.getDate() == null) {
                throw ParseRefusals.corrupt(source.mediaType(), "it has none of the headers From, Subject and Date");
            }
            TextWriter text = new TextWriter(limits);
            DocumentProperties found = new DocumentProperties(source.mediaType());
            found.title(message.getSubject());
            found.authors(senders(message));
            found.several("to", recipients(message.getTo()));
            found.created(message.getDate() == null ? null : message.getDate().toInstant());
            head(message, text);
            body(message, text, limits, 0);
            if (!attachments.isEmpty()) {
                text.paragraph("Attachments: " + String.join(", ", attachments));
            }
            return Reader.markdown(source.mediaType(), text, found);
        }
    }

    private static List<String> senders(Message message) {
        return message.getFrom() == null
                ? List.of()
                : names(message.getFrom().stream().toList());
    }

    private static List<String> names(List<Mailbox> senders) {
        return senders.stream()
                .map(sender -> sender.getName() == null
                        ? sender.getAddress()
                        : sender.getName() + " <" + sender.getAddress() + ">")
                .toList();
    }

    private static List<String> recipients(@Nullable AddressList list) {
        return list == null ? List.of() : names(list.flatten().stream().toList());
    }

    private static void head(Message message, TextWriter text) {
        if (message.getSubject() != null) {
            text.heading(1, message.getSubject());
        }
        StringBuilder lines = new StringBuilder();
        if (message.getFrom() != null) {
            lines.append("From: ").append(String.join(", ", senders(message)));
        }
        if (message.getTo() != null) {
            lines.append("\nTo: ").append(String.join(", ", recipients(message.getTo())));
        }
        if (message.getDate() != null) {
            lines.append("\nDate: ").append(message.getDate().toInstant());
        }
        text.paragraph(lines.toString());
    }

    private void body(Entity entity, TextWriter text, ParseLimits limits, int depth) throws IOException {
        if (depth > limits.depth()) {
            throw ParseRefusals.tooDeep(limits.depth());
        }
        Body body = entity.getBody();
        if ("attachment".equalsIgnoreCase(entity.getDispositionType())) {
            attachment(entity);
        } else if (body instanceof Multipart parts) {
            if ("alternative".equalsIgnoreCase(parts.getSubType())) {
                body(chosen(parts), text, limits, depth + 1);
            } else {
                for (Entity part : parts.getBodyParts()) {
                    body(part, text, limits, depth + 1);
                }
            }
        } else if (body instanceof Message inner) {
            head(inner, text);
            body(inner, text, limits, depth + 1);
        } else if (body instanceof MailBodies.Words words) {
            words(entity, words, text, limits);
        } else {
            attachment(entity);
        }
    }

    /**
     * Chooses among parts that say the same in several forms: plain text if it is there, else the last, which is the richest. Plain text
     * that only says that there is more does not count.
     */
    private static Entity chosen(Multipart parts) {
        List<Entity> alternatives = parts.getBodyParts();
        if (alternatives.isEmpty()) {
            throw ParseRefusals.corrupt(
                    DocumentType.EMAIL.mediaType(), "a part that should have alternatives has none");
        }
        Entity richest = alternatives.get(alternatives.size() - 1);
        return alternatives.stream()
                .filter(part -> part.getMimeType().equals("text/plain"))
                .filter(part -> words(part) > 0 && words(part) * STUB >= words(richest))
                .findFirst()
                .orElse(richest);
    }

    private static int words(Entity part) {
        if (!(part.getBody() instanceof MailBodies.Words words)) {
            return 0;
        }
        String text = part.getMimeType().equals(DocumentType.HTML.mediaType())
                ? Jsoup.parse(words.text()).text()
                : words.text();
        return text.split("\\s+").length - (text.isBlank() ? 1 : 0);
    }

    private static void words(Entity part, MailBodies.Words words, TextWriter text, ParseLimits limits) {
        if (part.getMimeType().equals(DocumentType.HTML.mediaType())) {
            new HtmlBlocks(text, limits, HtmlBlocks.Scope.EVERYTHING)
                    .write(Jsoup.parse(words.text()).body());
            return;
        }
        String plain = words.text().replace("\r\n", "\n").replace('\r', '\n');
        if (isFlowed(part)) {
            plain = SOFT_BREAK.matcher(plain).replaceAll(" ");
        }
        for (String paragraph : plain.split("\n[ \\t]*\n")) {
            text.paragraph(paragraph);
        }
    }

    /** Tells whether a line that ends with a space goes on in the next one (RFC 3676). */
    private static boolean isFlowed(Entity part) {
        return part.getHeader() != null
                && part.getHeader().getField("Content-Type") instanceof ContentTypeField type
                && "flowed".equalsIgnoreCase(type.getParameter("format"));
    }

    private void attachment(Entity entity) {
        String name = entity.getFilename();
        attachments.add(TextWriter.inline(name == null ? entity.getMimeType() : name));
    }
}
