package dev.lockstep.text.parsing;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParseRefusals;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import dev.lockstep.text.parsing.isolation.ParserProcesses;
import dev.lockstep.text.parsing.isolation.ParserSettings;
import dev.lockstep.text.parsing.isolation.Requester;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads documents of any format. */
@ApplicationScoped
public class Parsing {

    private static final int BYTES_PER_CHARACTER = 3;
    private static final int ROOM_FOR_THE_REST = 1 << 20;

    private final ParsingSettings settings;
    private final ParseLimits limits;
    private final @Nullable ParserProcesses processes;

    Parsing(
            ParsingSettings settings,
            RecognitionSettings recognition,
            @ConfigProperty(name = "lockstep.ingestion.max-text-length", defaultValue = "5000000") int maxTextLength,
            @ConfigProperty(name = "lockstep.uploads.max-size", defaultValue = "1G") MemorySize longestUpload) {
        this.settings = settings;
        this.limits = new ParseLimits(
                maxTextLength,
                settings.maxDepth(),
                settings.maxExpandedSize().asLongValue(),
                settings.maxArchiveEntries(),
                recognition.limits());
        this.processes = settings.processes() > 0
                ? new ParserProcesses(parserSettings(recognition, longestUpload), limits)
                : null;
    }

    private ParserSettings parserSettings(RecognitionSettings recognition, MemorySize longestUpload) {
        return new ParserSettings(
                settings.processes(),
                settings.queue(),
                (int) (settings.memory().asLongValue() >> 20),
                settings.timeLimit(),
                settings.idle(),
                limits.textLength() * BYTES_PER_CHARACTER + ROOM_FOR_THE_REST,
                Math.max(longestUpload.asLongValue(), limits.expandedBytes()),
                settings.sandbox(),
                directory(),
                recognition.maxPages(),
                recognition.timePerPage());
    }

    private Path directory() {
        return Path.of(settings.directory()
                .or(settings::defaultDirectory)
                .orElseGet(() -> System.getProperty("java.io.tmpdir")));
    }

    /** One detection serves all: it is large, and needed only when something comes that is not JSON. */
    private static final class Detecting {
        private static final Detection BY_BYTES = new Detection();
    }

    /** Whoever needs the first parser does not wait until it is known how one is started here. */
    void begin(@Observes StartupEvent started) {
        if (processes != null) {
            processes.prepare();
        }
    }

    /** Reads a document without telling anybody of its progress; see the other method of this name. */
    public Uni<ParsedDocument> parse(Requester requester, Upload upload) {
        return parse(requester, upload, PageProgress.NOBODY);
    }

    /**
     * Reads a document, off the event loop. Nothing goes on when the subscription is cancelled.
     *
     * @param progress is told of pages that are read as pictures, on any thread
     * @return fails with {@link Rejected} when it is of no known type, can't be read in bounds or says nothing
     */
    public Uni<ParsedDocument> parse(Requester requester, Upload upload, PageProgress progress) {
        return CallerContext.compute(() -> detect(upload)).chain(detected -> {
            Source source = new Source(upload.content(), detected.mediaType(), upload.charset());
            return switch (detected.type().place()) {
                case HERE -> CallerContext.compute(() -> Reader.readAny(detected.type(), source, limits));
                case APART -> parseApart(requester, detected.type(), source, progress);
            };
        });
    }

    private static DetectedFormat detect(Upload upload) {
        try {
            DetectedFormat detected = Detecting.BY_BYTES.detect(upload);
            requireUtf8(detected.type(), upload.charset());
            return detected;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Pages, tables and subtitles may be in any charset; all other text is UTF-8. */
    private static void requireUtf8(DocumentType type, @Nullable String charset) {
        boolean other = charset != null && !charset.equalsIgnoreCase("utf-8");
        if (other && type.isUtf8()) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "text must be sent in UTF-8, not " + charset);
        }
    }

    private Uni<ParsedDocument> parseApart(
            Requester requester, DocumentType type, Source source, PageProgress progress) {
        ParserProcesses parsers = processes;
        if (parsers == null) {
            return Uni.createFrom()
                    .failure(ParseRefusals.unsupported(
                            source.mediaType(),
                            "documents of type " + source.mediaType()
                                    + " are read by a process of their own, which this service is configured not to start"
                                    + " (lockstep.parsing.processes)"));
        }
        return CallerContext.resume(parsers.parse(requester, type, source, progress));
    }

    private static Unavailable unreadable(IOException failure) {
        return new Unavailable(
                ErrorCode.PARSER_UNAVAILABLE,
                "the upload can't be read from the disk: " + failure.getMessage(),
                failure);
    }

    @PreDestroy
    void stop() {
        if (processes != null) {
            processes.close();
        }
    }
}
