package dev.lockstep.text.parsing.formats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The formats that are read. */
public enum DocumentType {
    TEXT(Place.HERE, "text/plain", Set.of("txt", "text", "log")),
    MARKDOWN(Place.HERE, "text/markdown", Set.of("md", "markdown")),
    /** The code of any language that is written as text: its media type is told beside it. */
    CODE(Place.HERE, "text/x-source", Set.of()),
    CSV(Place.HERE, "text/csv", Set.of("csv")),
    TSV(Place.HERE, "text/tab-separated-values", Set.of("tsv", "tab")),
    JSON(Place.HERE, "application/json", Set.of("json")),
    JSON_LINES(Place.HERE, "application/x-ndjson", Set.of("jsonl", "ndjson")),
    HTML(Place.APART, "text/html", Set.of("html", "htm", "xhtml")),
    EMAIL(Place.APART, "message/rfc822", Set.of("eml")),
    PDF(Place.APART, "application/pdf", Set.of("pdf")),
    DOCX(
            Place.APART,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Set.of("docx", "docm", "dotx")),
    PPTX(
            Place.APART,
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Set.of("pptx", "pptm", "ppsx")),
    XLSX(
            Place.APART,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Set.of("xlsx", "xlsm", "xltx")),
    EPUB(Place.APART, "application/epub+zip", Set.of("epub")),
    /** A picture of one or several pages; its media type is told beside it. */
    IMAGE(Place.APART, "image/*", Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff")),
    /** The first bytes show a ZIP archive: only its parts tell which of the four above it is. */
    ARCHIVE(Place.APART, "application/zip", Set.of()),
    /** Microsoft's older container: a protected newer document, or an older one, which is not read. */
    COMPOUND(Place.APART, "application/x-ole-storage", Set.of());

    /**
     * The place where a format is read: in the service itself what takes no longer than its length lets it, the rest in a process of its
     * own.
     */
    public enum Place {
        HERE,
        APART
    }

    /** The formats that are read, for messages. */
    static final String SUPPORTED = "plain text, Markdown, HTML, PDF, DOCX, PPTX, XLSX, EPUB, CSV, TSV, JSON,"
            + " JSON Lines, e-mail (.eml), source code, images (PNG, JPEG, TIFF, GIF, BMP)";

    private final Place place;
    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // Each is made by Set.of.
    private final Set<String> extensions;

    DocumentType(Place place, String mediaType, Set<String> extensions) {
        this.place = place;
        this.mediaType = mediaType;
        this.extensions = extensions;
    }

    public Place place() {
        return place;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Tells whether its bytes are text: then a name or a declaration may say which. */
    public boolean isText() {
        return place != Place.APART || this == EMAIL || this == HTML;
    }

    /** Finds a type by the end of a file's name, without the dot and in lower case. */
    public static Optional<DocumentType> byExtension(String extension) {
        return Arrays.stream(values())
                .filter(type -> type.extensions.contains(extension))
                .findFirst();
    }

    private static final List<String> XHTML = List.of("application/xhtml+xml");
    private static final List<String> LINES =
            List.of("application/jsonl", "application/x-jsonlines", "application/jsonlines");

    /** Finds a type by a media type without parameters, in lower case. */
    public static Optional<DocumentType> byMediaType(String mediaType) {
        if (XHTML.contains(mediaType)) {
            return Optional.of(HTML);
        }
        if (LINES.contains(mediaType)) {
            return Optional.of(JSON_LINES);
        }
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
