package dev.lockstep.text.parsing;

import dev.lockstep.domain.Rejected;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseRefusals;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a document is. Its first bytes decide whether it is a PDF, an archive, an image and so on, whatever it is called. Of text,
 * whose bytes tell little, the name says more, and then what the sender declared.
 */
final class Detection {

    private static final int HEAD = 64 * 1024;

    /** A sender who knows nothing of a file declares one of these. */
    private static final Set<String> NOTHING_SAID =
            Set.of("application/octet-stream", "application/x-www-form-urlencoded", "binary/octet-stream");

    private static final Pattern PDF = Pattern.compile("%PDF-(?:\\d\\.\\d\\s+%[\\x80-\\xff]{2}())?");

    private static final int SOON = 1_024;

    private static final Map<String, DocumentType> SIGNATURES = Map.of(
            "PK\u0003\u0004", DocumentType.ARCHIVE,
            "PK\u0005\u0006", DocumentType.ARCHIVE,
            "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", DocumentType.COMPOUND,
            "{\\rtf", DocumentType.RTF);

    /** Pages and tables are often named so, for the program that they are meant for. */
    private static final Set<DocumentType> SAVED_AS_TEXT = EnumSet.of(DocumentType.DOC, DocumentType.XLS);

    /** What has no signature but a beginning that only it has, whatever it is called. */
    private static final Set<DocumentType> OLDER =
            EnumSet.of(DocumentType.OLD_XLS, DocumentType.WORD_XML, DocumentType.EXCEL_XML, DocumentType.FLAT_ODT);

    private static final Pattern JSON = Pattern.compile("^\\ufeff?\\s*(?:\\{\\s*[\"}]|\\[\\s*[\\[{\"\\d\\]])");

    /** So many bytes of a document show whether it is JSON. */
    private static final int START = 200;

    /** These are written as text, but they are no text to read. */
    private static final Set<String> TEXT_IN_NAME_ONLY =
            Set.of("image", "message", "application/rtf", "application/postscript", "application/mbox");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final MediaTypeRegistry registry = types.getMediaTypeRegistry();

    /** @throws Rejected naming the type when it is none that is read */
    DetectedFormat detect(Upload upload) throws IOException {
        byte[] head = head(upload);
        Optional<DetectedFormat> signed =
                signature(head).map(DetectedFormat::of).or(() -> ImageSignatures.find(head));
        if (signed.isPresent()) {
            return signed.get();
        }
        Optional<DocumentType> said = said(upload);
        if (said.isPresent() && SAVED_AS_TEXT.contains(said.get())) {
            return unsaid(upload, head);
        }
        if (said.isPresent() && !said.get().isText()) {
            throw notAsSaid(upload, said.get());
        }
        if (said.isPresent()
                && (said.get() != DocumentType.TEXT || byName(upload).isEmpty())) {
            return DetectedFormat.of(said.get());
        }
        return unsaid(upload, head);
    }

    private static byte[] head(Upload upload) throws IOException {
        try (InputStream bytes = upload.content().open()) {
            return bytes.readNBytes(HEAD);
        }
    }

    private static Optional<DocumentType> signature(byte[] head) {
        // An archive may begin with a PDF that is in it, so these come first.
        return SIGNATURES.entrySet().stream()
                .filter(signature -> begins(head, signature.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> isPdf(head) ? Optional.of(DocumentType.PDF) : Optional.empty());
    }

    /**
     * Before a PDF there may be other bytes (ISO 32000-1, annex H.3.4.1). Text that only speaks of PDFs is told by the bytes after the
     * version, which no text has.
     */
    private static boolean isPdf(byte[] head) {
        String start = new String(head, 0, Math.min(head.length, SOON), StandardCharsets.ISO_8859_1);
        Matcher header = PDF.matcher(start);
        return header.find() && (header.start() == 0 || header.group(1) != null || !hasLetters(start, header.start()));
    }

    private static boolean hasLetters(String text, int end) {
        return text.substring(0, end).chars().anyMatch(c -> c < 128 && Character.isLetter(c));
    }

    private static boolean begins(byte[] head, String signature) {
        for (int i = 0; i < signature.length(); i++) {
            if (i >= head.length || (head[i] & 0xff) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Tells the type by the document's name, else by what was declared. */
    private static Optional<DocumentType> said(Upload upload) {
        Optional<DocumentType> named = DocumentType.byExtension(upload.extension());
        Optional<DocumentType> declared =
                upload.mediaType() == null ? Optional.empty() : DocumentType.byMediaType(upload.mediaType());
        boolean declaredBest = declared.isPresent() && declared.get() == DocumentType.MARKDOWN;
        return declaredBest || named.isEmpty() ? declared : named;
    }

    /** Source code is often declared as plain text, which it is; its name tells which language. */
    private Optional<DetectedFormat> byName(Upload upload) {
        if (upload.fileName() == null
                || DocumentType.byExtension(upload.extension()).isPresent()) {
            return Optional.empty();
        }
        Metadata name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, upload.fileName());
        return text(found(null, name));
    }

    private Optional<DetectedFormat> text(MediaType found) {
        boolean isSource = !found.equals(MediaType.TEXT_PLAIN)
                && !TEXT_IN_NAME_ONLY.contains(found.getType())
                && !TEXT_IN_NAME_ONLY.contains(found.toString())
                && (registry.isInstanceOf(found, MediaType.TEXT_PLAIN)
                        || registry.isInstanceOf(found, MediaType.APPLICATION_XML));
        if (!isSource) {
            return Optional.empty();
        }
        return Optional.of(DocumentType.byMediaType(found.toString())
                .map(DetectedFormat::of)
                .orElseGet(() -> new DetectedFormat(DocumentType.CODE, found.toString())));
    }

    /** Tells what a document is when nobody said anything that helps. */
    private DetectedFormat unsaid(Upload upload, byte[] head) {
        MediaType looksLike = found(new ByteArrayInputStream(head), new Metadata());
        MediaType found = looksLike.equals(MediaType.application("pdf")) ? MediaType.TEXT_PLAIN : looksLike;
        Optional<DocumentType> older =
                DocumentType.byMediaType(found.toString()).filter(OLDER::contains);
        if (older.isPresent()) {
            return DetectedFormat.of(older.get());
        }
        if (head.length > 0 && !isText(found)) {
            throw unsupported(upload, found);
        }
        return byName(upload)
                .or(() -> declaredSource(upload))
                .or(() -> looksLikeJson(head) ? Optional.of(DetectedFormat.of(DocumentType.JSON)) : Optional.empty())
                .or(() -> DocumentType.byMediaType(found.toString()).map(DetectedFormat::of))
                .or(() -> text(found))
                .orElse(DetectedFormat.of(DocumentType.TEXT));
    }

    private MediaType found(@Nullable InputStream bytes, Metadata name) {
        try {
            return types.detect(bytes, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isText(MediaType found) {
        return found.equals(MediaType.TEXT_PLAIN)
                || text(found).isPresent()
                || DocumentType.byMediaType(found.toString())
                        .filter(DocumentType::isText)
                        .isPresent();
    }

    private Optional<DetectedFormat> declaredSource(Upload upload) {
        MediaType declared = upload.mediaType() == null ? null : MediaType.parse(upload.mediaType());
        return declared == null ? Optional.empty() : text(declared);
    }

    private static boolean looksLikeJson(byte[] head) {
        return JSON.matcher(new String(head, 0, Math.min(head.length, START), StandardCharsets.UTF_8))
                .find();
    }

    private static Rejected notAsSaid(Upload upload, DocumentType said) {
        return ParseRefusals.unsupported(
                said.mediaType(),
                upload.described() + " does not begin as a file of type " + said.mediaType()
                        + " does: is that its type?");
    }

    private static Rejected unsupported(Upload upload, MediaType found) {
        boolean known = !found.equals(MediaType.OCTET_STREAM);
        String declared = upload.mediaType();
        String type = known || declared == null || NOTHING_SAID.contains(declared) ? found.toString() : declared;
        return ParseRefusals.unsupported(
                type,
                upload.described() + " is "
                        + (known ? "of type " + found : "binary data of no known type")
                        + ", which can't be read as a document");
    }
}
