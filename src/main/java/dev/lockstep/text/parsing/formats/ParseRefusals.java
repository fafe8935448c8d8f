package dev.lockstep.text.parsing.formats;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.util.Map;

/** Says why a document is not taken. */
public final class ParseRefusals {

    private static final int LONGEST_REASON = 200;

    private static final String ENABLED = "lockstep.parsing.recognition.enabled";

    private ParseRefusals() {}

    public static Rejected encrypted(String what) {
        return new Rejected(ErrorCode.DOCUMENT_ENCRYPTED, what + ": remove the protection and send it again");
    }

    static Rejected scanned(int pages) {
        return new Rejected(
                ErrorCode.DOCUMENT_SCANNED,
                "the PDF has " + pages + (pages == 1 ? " page" : " pages")
                        + " and no text, like a scan: run text recognition (OCR) on it and send it again",
                Map.of("pages", pages));
    }

    /** Says that pages have no text but pictures, which are not read here. */
    static Rejected notRecognized(int pages) {
        return new Rejected(
                ErrorCode.DOCUMENT_SCANNED,
                "the document has " + pages + (pages == 1 ? " page" : " pages")
                        + " and no text but pictures, and text recognition is switched off ("
                        + ENABLED + "): run text recognition (OCR) on it and send it again",
                Map.of("pages", pages, "setting", ENABLED));
    }

    /** Says that text recognition found nothing. */
    static Rejected nothingRecognized(int pages) {
        return new Rejected(
                ErrorCode.DOCUMENT_SCANNED,
                "text recognition found no text on the " + (pages == 1 ? "page" : pages + " pages")
                        + " of the document, which has none of its own: there is nothing to store",
                Map.of("pages", pages));
    }

    static Rejected tooManyPictures(int limit) {
        return tooComplex(
                "has more than " + limit + " pages that are pictures", limit, "lockstep.parsing.recognition.max-pages");
    }

    static Rejected pictureTooLarge(long limit) {
        return tooComplex(
                "has a picture of more than " + limit + " pixels", limit, "lockstep.parsing.recognition.max-pixels");
    }

    /**
     * Says that a document is not what it should be.
     *
     * @param reason of a library, or our own
     */
    public static Rejected corrupt(String mediaType, String reason) {
        return new Rejected(
                ErrorCode.DOCUMENT_CORRUPT,
                "the document can't be read as " + mediaType + ": " + shortened(reason),
                Map.of("media_type", mediaType));
    }

    static Rejected empty(String mediaType) {
        return new Rejected(
                ErrorCode.EMPTY_TEXT,
                "the document (" + mediaType + ") has no text: there is nothing to store",
                Map.of("media_type", mediaType));
    }

    static Rejected textTooLarge(int limit) {
        return new Rejected(
                ErrorCode.TEXT_TOO_LARGE,
                "the text of the document has more than " + limit
                        + " characters (lockstep.ingestion.max-text-length): split it into several",
                Map.of("limit", limit, "setting", "lockstep.ingestion.max-text-length"));
    }

    static Rejected tooDeep(int limit) {
        return tooComplex("is nested deeper than " + limit + " levels", limit, "lockstep.parsing.max-depth");
    }

    static Rejected expandsTooFar(long limit) {
        return tooComplex(
                "has parts that unpack to more than " + limit + " bytes", limit, "lockstep.parsing.max-expanded-size");
    }

    static Rejected tooManyParts(int limit) {
        return tooComplex("has more than " + limit + " parts", limit, "lockstep.parsing.max-archive-entries");
    }

    public static Rejected tooComplex(String what, Object limit, String setting) {
        return new Rejected(
                ErrorCode.DOCUMENT_TOO_COMPLEX,
                "the document " + what + " (" + setting + ")",
                Map.of("limit", limit, "setting", setting));
    }

    public static Rejected unsupported(String mediaType, String why) {
        return new Rejected(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                why,
                Map.of("media_type", mediaType, "supported", DocumentType.SUPPORTED));
    }

    static Rejected charset(String what) {
        return new Rejected(ErrorCode.INVALID_CHARSET, what);
    }

    private static String shortened(String reason) {
        String line = TextWriter.inline(reason);
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
