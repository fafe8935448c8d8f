package dev.lockstep.text.parsing.isolation;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes what goes between the service and a parser: requests one way, a document or a refusal the other. */
final class Wire {

    private static final byte DOCUMENT = 1;
    private static final byte REFUSAL = 2;
    private static final byte ERROR = 3;
    private static final byte PROGRESS = 4;

    private static final int BUFFER = 64 * 1024;

    private static final byte TEXT = 1;
    private static final byte NUMBER = 2;
    private static final byte LIST = 3;

    private final int longest;
    private long room;

    /** @param longest bytes of one answer: the other side is not trusted */
    Wire(int longest) {
        this.longest = longest;
    }

    record Request(DocumentType type, Source source) {}

    void write(DataOutputStream out, DocumentType type, Source source) throws IOException {
        text(out, type.name());
        text(out, source.mediaType());
        text(out, source.charset() == null ? "" : source.charset());
        long size = source.content().size();
        out.writeLong(size);
        try (InputStream bytes = source.content().open()) {
            copy(bytes, out, size);
        }
    }

    /** @param file is where the document is put */
    Request readRequest(DataInputStream in, Path file) throws IOException {
        room = longest;
        DocumentType type = DocumentType.valueOf(text(in));
        String mediaType = text(in);
        String charset = text(in);
        try (OutputStream out = Files.newOutputStream(file)) {
            copy(in, out, in.readLong());
        }
        return new Request(type, new Source(new Content.InFile(file), mediaType, charset.isEmpty() ? null : charset));
    }

    private static void copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = size; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the document ends " + left + " bytes too early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
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

    void write(DataOutput out, Error error) throws IOException {
        out.writeByte(ERROR);
        text(out, error.toString());
    }

    /** Says how many pages are over, before the answer. */
    void writeProgress(DataOutput out, int done, int all) throws IOException {
        out.writeByte(PROGRESS);
        out.writeInt(done);
        out.writeInt(all);
    }

    /**
     * Reads what the other side has made of a request.
     *
     * @param progress is told of each page on the way
     * @throws Rejected as the other side did
     * @throws ParserError when there was an error that is no refusal
     */
    ParsedDocument readAnswer(DataInput in, PageProgress progress) throws IOException {
        room = longest;
        byte kind = in.readByte();
        while (kind == PROGRESS) {
            progress.at(in.readInt(), in.readInt());
            kind = in.readByte();
        }
        if (kind == REFUSAL) {
            ErrorCode code = ErrorCode.valueOf(text(in));
            throw new Rejected(code, text(in), values(in));
        }
        if (kind == ERROR) {
            throw new ParserError(text(in).replaceAll("[\\s\\p{Cntrl}]+", " "));
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
        if (length < 0 || length > room) {
            throw new IOException("a text of " + length + " bytes is too long");
        }
        room -= length;
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
