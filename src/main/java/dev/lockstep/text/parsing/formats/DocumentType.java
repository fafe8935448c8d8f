package dev.lockstep.text.parsing.formats;

import java.util.Arrays;
import java.util.Map;
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
    /** The first bytes show a ZIP archive: only its parts tell which document it is. */
    ARCHIVE(Place.APART, "application/zip", Set.of()),
    ODT(Place.APART, "application/vnd.oasis.opendocument.text", Set.of("odt", "ott")),
    ODS(Place.APART, "application/vnd.oasis.opendocument.spreadsheet", Set.of("ods", "ots")),
    ODP(Place.APART, "application/vnd.oasis.opendocument.presentation", Set.of("odp", "otp")),
    /** Microsoft's older container: a protected newer document, or one of those that follow. */
    COMPOUND(Place.APART, "application/x-ole-storage", Set.of()),
    DOC(Place.APART, "application/msword", Set.of("doc", "dot")),
    XLS(Place.APART, "application/vnd.ms-excel", Set.of("xls", "xlt")),
    PPT(Place.APART, "application/vnd.ms-powerpoint", Set.of("ppt", "pps", "pot")),
    /** Excel 4 and before wrote no containers. */
    OLD_XLS(Place.APART, "application/vnd.ms-excel.sheet.4", Set.of()),
    /** Word and Excel 2003, and OpenDocument, as one file of XML. */
    WORD_XML(Place.APART, "application/vnd.ms-wordml", Set.of()),
    EXCEL_XML(Place.APART, "application/vnd.ms-spreadsheetml", Set.of()),
    FLAT_ODT(Place.APART, "application/vnd.oasis.opendocument.flat.text", Set.of("fodt", "fods", "fodp")),
    MSG(Place.APART, "application/vnd.ms-outlook", Set.of("msg")),
    RTF(Place.APART, "application/rtf", Set.of("rtf")),
    MBOX(Place.APART, "application/mbox", Set.of("mbox")),
    NOTEBOOK(Place.HERE, "application/x-ipynb+json", Set.of("ipynb")),
    ASCIIDOC(Place.HERE, "text/asciidoc", Set.of("adoc", "asciidoc", "asc")),
    /** The words of a film: SubRip or WebVTT. */
    SUBTITLES(Place.HERE, "text/vtt", Set.of("vtt", "srt"));

    /**
     * The place where a format is read: in the service itself what takes no longer than its length lets it, the rest in a process of its
     * own.
     */
    public enum Place {
        HERE,
        APART
    }

    /** The formats that are read, for messages. */
    static final String SUPPORTED = "plain text, Markdown, AsciiDoc, HTML, PDF, DOCX, PPTX, XLSX, DOC, PPT,"
            + " XLS, RTF, ODT, ODP, ODS, EPUB, CSV, TSV, JSON, JSON Lines, notebooks (.ipynb), e-mail (.eml, .msg, .mbox),"
            + " subtitles (.srt, .vtt), source code,"
            + " images (PNG, JPEG, TIFF, GIF, BMP)";

    private final Place place;
    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // Each is made by Set.of.
    private final Set<String> extensions;

    DocumentType(Place place, String mediaType, Set<String> extensions) {
        this.place = place;
        this.mediaType = mediaType;
        this.extensions = extensions;
    }

    private static final Set<DocumentType> TEXT_APART = Set.of(EMAIL, MBOX, HTML, WORD_XML, EXCEL_XML, FLAT_ODT);

    public Place place() {
        return place;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Tells whether it is text that must be UTF-8. */
    public boolean isUtf8() {
        return place == Place.HERE && this != CSV && this != TSV && this != SUBTITLES;
    }

    /** Tells whether its bytes are text: then a name or a declaration may say which. */
    public boolean isText() {
        return place != Place.APART || TEXT_APART.contains(this);
    }

    /** Finds a type by the end of a file's name, without the dot and in lower case. */
    public static Optional<DocumentType> byExtension(String extension) {
        return Arrays.stream(values())
                .filter(type -> type.extensions.contains(extension))
                .findFirst();
    }

    /** Other media types of what is read alike. */
    private static final Map<String, DocumentType> ALIASES = Map.ofEntries(
            Map.entry("application/xhtml+xml", HTML),
            Map.entry("application/jsonl", JSON_LINES),
            Map.entry("application/x-jsonlines", JSON_LINES),
            Map.entry("application/jsonlines", JSON_LINES),
            Map.entry("text/rtf", RTF),
            Map.entry("application/x-subrip", SUBTITLES),
            Map.entry("application/vnd.ms-excel.sheet.2", OLD_XLS),
            Map.entry("application/vnd.ms-excel.sheet.3", OLD_XLS),
            Map.entry("application/vnd.oasis.opendocument.flat.presentation", FLAT_ODT),
            Map.entry("application/vnd.oasis.opendocument.flat.spreadsheet", FLAT_ODT));

    /** Finds a type by a media type without parameters, in lower case. */
    public static Optional<DocumentType> byMediaType(String mediaType) {
        DocumentType alias = ALIASES.get(mediaType);
        if (alias != null) {
            return Optional.of(alias);
        }
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
