package dev.lockstep.web.documents;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.domain.Rejected;
import dev.lockstep.platform.spool.Sink;
import dev.lockstep.platform.spool.SpooledFile;
import dev.lockstep.web.http.UnknownParameters;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;
import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;
import org.jspecify.annotations.Nullable;

/** Takes a form apart as it comes: files go to disk, and only a little is kept of everything else. */
final class FormSink implements Sink<ReceivedForm>, MultipartParser.PartHandler {

    /** The parser is given this many bytes at a time, to see how many of them become the head of a part. */
    private static final int STEP = 8 * 1024;

    private final Set<String> known;
    private final Supplier<Sink<SpooledFile>> newFile;
    private final FormLimits limits;
    private final MultipartParser.ParseState parser;

    private final List<ReceivedFile> files = new ArrayList<>();
    private final List<Sink<SpooledFile>> written = new ArrayList<>();
    private final Map<String, String> fields = new LinkedHashMap<>();

    private String part = "";
    private @Nullable String fileName;
    private @Nullable MediaType fileType;
    private @Nullable Sink<SpooledFile> file;
    private ByteArrayOutputStream value = new ByteArrayOutputStream();
    private int sinceLastPart;

    /**
     * Begins a form with this boundary.
     *
     * @param known the names of the parts that are read
     */
    FormSink(String boundary, Set<String> known, Supplier<Sink<SpooledFile>> newFile, FormLimits limits) {
        this.known = known;
        this.newFile = newFile;
        this.limits = limits;
        this.parser = MultipartParser.beginParse(
                this, boundary.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8.name());
    }

    @Override
    public void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            ByteBuffer step = bytes.slice();
            step.limit(Math.min(STEP, step.remaining()));
            bytes.position(bytes.position() + step.remaining());
            sinceLastPart += step.remaining();
            parse(step);
            if (sinceLastPart > limits.fieldSize() + STEP) {
                throw tooLarge("the head of a part");
            }
        }
    }

    private void parse(ByteBuffer step) {
        try {
            parser.parse(step);
        } catch (KnowledgeException ours) {
            throw ours;
        } catch (IOException | RuntimeException malformed) {
            throw unreadable("the head of a part is malformed");
        }
    }

    @Override
    public void beginPart(CaseInsensitiveMap<String> headers) {
        sinceLastPart = 0;
        String disposition = headers.getFirst(HttpHeaders.CONTENT_DISPOSITION);
        String name = disposition == null ? null : HeaderUtil.extractQuotedValueFromHeader(disposition, "name");
        if (name == null) {
            throw unreadable("a part has no name");
        }
        UnknownParameters.requirePart(name, known);
        part = name;
        fileName = HeaderUtil.extractQuotedValueFromHeaderWithEncoding(disposition, "filename");
        fileType = ReceivedFile.type(headers.getFirst(HttpHeaders.CONTENT_TYPE));
        value = new ByteArrayOutputStream();
        if (name.equals(DocumentUpload.FILE)) {
            beginFile();
        } else if (fields.containsKey(name)) {
            throw new Rejected(
                    ErrorCode.INVALID_VALUE,
                    "the form has several parts '" + name + "': give it once",
                    Map.of("parameter", name));
        }
    }

    private void beginFile() {
        if (written.size() == limits.files()) {
            throw new Rejected(
                    ErrorCode.TOO_MANY_OPERATIONS,
                    "the form has more than " + limits.files() + " files (lockstep.uploads.max-files)",
                    Map.of("limit", limits.files()));
        }
        Sink<SpooledFile> begun = newFile.get();
        written.add(begun);
        file = begun;
    }

    @Override
    public void data(ByteBuffer buffer) throws IOException {
        sinceLastPart = 0;
        if (file != null) {
            file.write(buffer);
            return;
        }
        if (value.size() + buffer.remaining() > limits.fieldSize()) {
            throw tooLarge("the part '" + part + "'");
        }
        while (buffer.hasRemaining()) {
            value.write(buffer.get());
        }
    }

    @Override
    public void endPart() {
        try {
            if (file == null) {
                fields.put(part, value.toString(StandardCharsets.UTF_8));
            } else {
                files.add(new ReceivedFile(fileName, fileType, file.finish()));
                file = null;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ReceivedForm finish() {
        if (!parser.isComplete()) {
            throw unreadable("it breaks off before its last boundary");
        }
        return new ReceivedForm(files, fields);
    }

    @Override
    public void abandon() {
        written.forEach(Sink::abandon);
    }

    private Rejected tooLarge(String what) {
        return new Rejected(
                ErrorCode.BODY_TOO_LARGE,
                what + " has more than " + limits.fieldSize() + " bytes (lockstep.uploads.max-field-size)",
                Map.of("limit", limits.fieldSize()));
    }

    private static Rejected unreadable(String why) {
        return new Rejected(ErrorCode.INVALID_VALUE, "the form can't be read: " + why);
    }
}
