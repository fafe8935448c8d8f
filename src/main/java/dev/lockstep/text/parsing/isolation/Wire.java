package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes what goes between the service and a parser: requests one way, a document or a refusal the other. */
final class Wire {

    private static final byte DOCUMENT = 1;
    private static final byte REFUSAL = 2;

    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;
    private static final byte LIST = 3;

    private final int longest;

    /** @param longest bytes of one text: the other side is not trusted */
    Wire(int longest) {
        this.longest = longest;
    }

    record Request(DocumentType type, Source source) {}

    void write(DataOutput out, DocumentType type, Path file, Source source) throws IOException {
        text(out, type.name());
        text(out, file.toString());
        text(out, source.mediaType());
        text(out, source.charset() == null ? "" : source.charset());
    }

    Request readRequest(DataInput in) throws IOException {
        DocumentType type = DocumentType.valueOf(text(in));
        Content file = new Content.InFile(Path.of(text(in)));
        String mediaType = text(in);
        String charset = text(in);
        return new Request(type, new Source(file, mediaType, charset.isEmpty() ? null : charset));
    }

    void write(DataOutput out, ParsedDocument document) throws IOException {
        out.writeByte(DOCUMENT);
        text(out, document.mediaType());
        text(out, document.format().name());
        text(out, document.title() == null ? "" : document.title());
        values(out, document.metadata());
        text(out, document.text());
    }

    void write(DataOutput out, Rejected refusal) throws IOException {
        out.writeByte(REFUSAL);
        text(out, refusal.code().name());
        text(out, refusal.getMessage());
        values(out, refusal.facts());
    }

    /** @throws Rejected as the other side did */
    ParsedDocument readAnswer(DataInput in) throws IOException {
        if (in.readByte() == REFUSAL) {
            ErrorCode code = ErrorCode.valueOf(text(in));
            throw new Rejected(code, text(in), values(in));
        }
        String mediaType = text(in);
        Format format = Format.valueOf(text(in));
        String title = text(in);
        Map<String, Object> metadata = values(in);
        return new ParsedDocument(mediaType, format, text(in), title.isEmpty() ? null : title, metadata);
    }

    private static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private String text(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > longest) {
            throw new IOException("a text of " + length + " bytes is too long");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void values(DataOutput out, Map<String, Object> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            text(out, entry.getKey());
            value(out, entry.getValue());
        }
    }

    private static void value(DataOutput out, Object value) throws IOException {
        if (value instanceof Number number) {
            out.writeByte(NUMBER);
            out.writeLong(number.longValue());
        } else if (value instanceof List<?> list) {
            out.writeByte(LIST);
            out.writeInt(list.size());
            for (Object element : list) {
                text(out, element.toString());
            }
        } else {
            out.writeByte(TEXT);
            text(out, value.toString());
        }
    }

    private Map<String, Object> values(DataInput in) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int left = count(in); left > 0; left--) {
            String name = text(in);
            values.put(name, value(in));
        }
        return values;
    }

    private Object value(DataInput in) throws IOException {
        return switch (in.readByte()) {
            case NUMBER -> in.readLong();
            case LIST -> {
                List<String> list = new ArrayList<>();
                for (int left = count(in); left > 0; left--) {
                    list.add(text(in));
                }
                yield List.copyOf(list);
            }
            case TEXT -> text(in);
            default -> throw new IOException("a value of no known kind");
        };
    }

    private static final int MOST_VALUES = 1_000;

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_VALUES) {
            throw new IOException(count + " values");
        }
        return count;
    }
}
