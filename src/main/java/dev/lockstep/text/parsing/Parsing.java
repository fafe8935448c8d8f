package dev.lockstep.text.parsing;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.Unavailable;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.DocumentType.Place;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParseRefusals;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader;
import dev.lockstep.text.parsing.formats.Reader.Source;
import dev.lockstep.text.parsing.isolation.ParserProcesses;
import dev.lockstep.text.parsing.isolation.ParserSettings;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads documents of any format. */
@ApplicationScoped
public class Parsing {

    private static final Logger LOG = Logger.getLogger(Parsing.class);

    private static final int BYTES_PER_CHARACTER = 3;
    private static final int ROOM_FOR_THE_REST = 1 << 20;

    private final ParsingSettings settings;
    private final ParseLimits limits;
    private final @Nullable ParserProcesses processes;

    Parsing(
            ParsingSettings settings,
            @ConfigProperty(name = "lockstep.ingestion.max-text-length", defaultValue = "5000000") int maxTextLength) {
        this.settings = settings;
        this.limits = new ParseLimits(
                maxTextLength,
                settings.maxDepth(),
                settings.maxExpandedSize().asLongValue(),
                settings.maxArchiveEntries());
        this.processes = settings.processes() > 0 ? new ParserProcesses(parserSettings(), limits) : null;
    }

    private ParserSettings parserSettings() {
        return new ParserSettings(
                settings.processes(),
                settings.queue(),
                (int) (settings.memory().asLongValue() >> 20),
                settings.timeLimit(),
                settings.idle(),
                limits.textLength() * BYTES_PER_CHARACTER + ROOM_FOR_THE_REST);
    }

    /** One detection serves all: it is large, and needed only when something comes that is not JSON. */
    private static final class Detecting {
        private static final Detection BY_BYTES = new Detection();
    }

    /**
     * Reads a document, off the event loop.
     *
     * @return fails with {@link Rejected} when it is of no known type, can't be read in bounds or says nothing
     */
    public Uni<ParsedDocument> parse(Upload upload) {
        return CallerContext.compute(() -> detect(upload)).chain(detected -> {
            Source source = new Source(upload.content(), detected.mediaType(), upload.charset());
            return isReadHere(detected.type(), upload.content())
                    ? CallerContext.compute(() -> Reader.readAny(detected.type(), source, limits))
                    : parseApart(detected.type(), source);
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

    /** Pages may be in any charset that they name; all other text is UTF-8. */
    private static void requireUtf8(DocumentType type, @Nullable String charset) {
        boolean other = charset != null && !charset.equalsIgnoreCase("utf-8");
        if (other && type.place() == Place.HERE) {
            throw new Rejected(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "text must be sent in UTF-8, not " + charset);
        }
    }

    private boolean isReadHere(DocumentType type, Content content) {
        return switch (type.place()) {
            case HERE -> true;
            case HERE_IF_SMALL -> size(content) <= settings.maxInProcessSize().asLongValue();
            case APART -> false;
        };
    }

    private static long size(Content content) {
        try {
            return content.size();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Uni<ParsedDocument> parseApart(DocumentType type, Source source) {
        ParserProcesses parsers = processes;
        if (parsers == null) {
            return Uni.createFrom()
                    .failure(ParseRefusals.unsupported(
                            source.mediaType(),
                            "documents of type " + source.mediaType()
                                    + " are read by a process of their own, which this service is configured not to start"
                                    + " (lockstep.parsing.processes)"));
        }
        if (source.content() instanceof Content.InFile file) {
            return parse(parsers, type, file.path(), source);
        }
        return CallerContext.compute(() -> spooled(source.content()))
                .chain(file -> parse(parsers, type, file, source).eventually(() -> remove(file)));
    }

    private static Uni<ParsedDocument> parse(ParserProcesses parsers, DocumentType type, Path file, Source source) {
        return CallerContext.resume(Uni.createFrom()
                .completionStage(() -> parsers.parse(type, file, source))
                .onFailure(CompletionException.class)
                .transform(Throwable::getCause));
    }

    private static Path spooled(Content content) {
        try (InputStream bytes = content.open()) {
            Path file = Files.createTempFile("lockstep-parsing", null);
            Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("can't remove %s: %s", file, e.getMessage());
        }
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
