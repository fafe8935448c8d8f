package dev.lockstep.text.parsing.formats;

import com.sun.net.httpserver.HttpServer;
import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lockstep.text.parsing.formats.ReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Documents that are not read, each with its reason. */
class RefusedDocumentTest {

    record Refused(String name, DocumentType type, byte[] bytes, ErrorCode code, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refused> documents() throws IOException {
        AccessPermission noCopies = new AccessPermission();
        noCopies.setCanExtractContent(false);
        return Stream.of(
                new Refused(
                        "PDF with a password",
                        DocumentType.PDF,
                        Samples.lockedPdf("secret", new AccessPermission()),
                        ErrorCode.DOCUMENT_ENCRYPTED,
                        "password"),
                new Refused(
                        "PDF for certificates",
                        DocumentType.PDF,
                        Bombs.pdfForCertificates(),
                        ErrorCode.DOCUMENT_ENCRYPTED,
                        "owners of certificates"),
                new Refused(
                        "PDF with a protection of somebody's own",
                        DocumentType.PDF,
                        Bombs.pdfEncrypted("/Filter/Somebody.Own/V 1"),
                        ErrorCode.DOCUMENT_ENCRYPTED,
                        "not known here"),
                new Refused(
                        "PDF that forbids copies",
                        DocumentType.PDF,
                        Samples.lockedPdf("", noCopies),
                        ErrorCode.DOCUMENT_ENCRYPTED,
                        "does not permit"),
                new Refused(
                        "scanned PDF",
                        DocumentType.PDF,
                        Samples.pdf("", ""),
                        ErrorCode.DOCUMENT_SCANNED,
                        "2 pages and no text"),
                new Refused(
                        "PDF cut off",
                        DocumentType.PDF,
                        Arrays.copyOf(Samples.pdf("a"), 300),
                        ErrorCode.DOCUMENT_CORRUPT,
                        "application/pdf"),
                new Refused(
                        "DOCX with a password",
                        DocumentType.COMPOUND,
                        Samples.lockedDocx(),
                        ErrorCode.DOCUMENT_ENCRYPTED,
                        "password"),
                new Refused(
                        "DOC cut off",
                        DocumentType.COMPOUND,
                        Samples.doc(),
                        ErrorCode.DOCUMENT_CORRUPT,
                        "application/msword"),
                new Refused(
                        "DOCX cut off",
                        DocumentType.ARCHIVE,
                        Arrays.copyOf(Samples.docx(), 900),
                        ErrorCode.DOCUMENT_CORRUPT,
                        "application/zip"),
                new Refused(
                        "DOCX of nonsense",
                        DocumentType.ARCHIVE,
                        Bombs.docxWith("<w:document"),
                        ErrorCode.DOCUMENT_CORRUPT,
                        ""),
                new Refused(
                        "any archive",
                        DocumentType.ARCHIVE,
                        new Samples.Zip().part("a.txt", "a").bytes(),
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "application/zip"),
                new Refused(
                        "a formula in OpenDocument",
                        DocumentType.ARCHIVE,
                        new Samples.Zip()
                                .part("mimetype", "application/vnd.oasis.opendocument.formula")
                                .bytes(),
                        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                        "application/vnd.oasis.opendocument.formula"),
                new Refused(
                        "zip bomb",
                        DocumentType.ARCHIVE,
                        Bombs.zip(64),
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "lockstep.parsing.max-expanded-size"),
                new Refused(
                        "archive of many parts",
                        DocumentType.ARCHIVE,
                        manyParts(),
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "lockstep.parsing.max-archive-entries"),
                new Refused(
                        "billion laughs",
                        DocumentType.ARCHIVE,
                        Bombs.billionLaughs(),
                        ErrorCode.DOCUMENT_CORRUPT,
                        "entity"),
                new Refused(
                        "EPUB with a missing chapter",
                        DocumentType.ARCHIVE,
                        epubWithout(),
                        ErrorCode.DOCUMENT_CORRUPT,
                        "missing"),
                text(
                        "deep HTML",
                        DocumentType.HTML,
                        "<div>".repeat(5_000) + "a",
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "100"),
                text(
                        "HTML one step too deep",
                        DocumentType.HTML,
                        "<div>".repeat(ReaderTest.LIMITS.depth() + 1) + "a",
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "max-depth"),
                text(
                        "HTML of deep lists",
                        DocumentType.HTML,
                        "<ul><li>".repeat(ReaderTest.LIMITS.depth() / 2 + 1) + "a",
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "max-depth"),
                text("deep JSON", DocumentType.JSON, "[".repeat(5_000), ErrorCode.DOCUMENT_TOO_COMPLEX, "max-depth"),
                text("broken JSON", DocumentType.JSON_LINES, "{\"a\":1}\n{\"a\"", ErrorCode.DOCUMENT_CORRUPT, "line 2"),
                text("JSON of nothing", DocumentType.JSON, "[{}, [], null]", ErrorCode.EMPTY_TEXT, "no text"),
                text("page without words", DocumentType.HTML, "<p> &nbsp;<hr>", ErrorCode.EMPTY_TEXT, "text/html"),
                new Refused(
                        "page in a charset that it is not in",
                        DocumentType.HTML,
                        "<meta charset=iso-2022-jp><p>\u001b$B\u0001\u0001".getBytes(StandardCharsets.US_ASCII),
                        ErrorCode.INVALID_CHARSET,
                        "charset"),
                text("long page", DocumentType.HTML, "a ".repeat(60_000), ErrorCode.TEXT_TOO_LARGE, "100000"),
                text("long CSV", DocumentType.CSV, "a,b\n".repeat(60_000), ErrorCode.TEXT_TOO_LARGE, "100000"),
                text("long JSON", DocumentType.JSON, " ".repeat(500_000) + "1", ErrorCode.TEXT_TOO_LARGE, "100000"),
                text("no e-mail", DocumentType.EMAIL, "Just words.\r\n", ErrorCode.DOCUMENT_CORRUPT, "headers"),
                text(
                        "e-mail in e-mail",
                        DocumentType.EMAIL,
                        "Subject: a\r\n" + "Content-Type: message/rfc822\r\n\r\nSubject: a\r\n".repeat(300) + "\r\na",
                        ErrorCode.DOCUMENT_TOO_COMPLEX,
                        "100"));
    }

    private static Refused text(String name, DocumentType type, String text, ErrorCode code, String message) {
        return new Refused(name, type, text.getBytes(StandardCharsets.UTF_8), code, message);
    }

    private static byte[] manyParts() throws IOException {
        Samples.Zip zip = new Samples.Zip();
        for (int i = 0; i < 1_001; i++) {
            zip = zip.part("word/" + i, "");
        }
        return zip.bytes();
    }

    private static byte[] epubWithout() throws IOException {
        return new Samples.Zip()
                .part("mimetype", "application/epub+zip")
                .part("META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>")
                .part(
                        "a.opf",
                        "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
                                + "<spine><itemref idref='a'/></spine></package>")
                .bytes();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void isRefused(Refused document) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> read(document.type(), document.bytes()));

        assertThat(refused).as(document.name()).isNotNull();
        assertThat(refused.code()).as(refused.getMessage()).isEqualTo(document.code());
        assertThat(refused).hasMessageContaining(document.message());
    }

    @Test
    void nothingIsFetched() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/secret";
            String page = "<!DOCTYPE html SYSTEM '" + address + "'><html><head><base href='" + address
                    + "'><link rel=stylesheet href='" + address + "'></head><body><p>words</p><img src='" + address
                    + "'><iframe src='" + address + "'></iframe></body></html>";

            Rejected refused = catchThrowableOfType(
                    Rejected.class, () -> read(DocumentType.ARCHIVE, Bombs.externalEntity(address)));
            assertThat(refused.code()).isEqualTo(ErrorCode.DOCUMENT_CORRUPT);
            assertThat(read(DocumentType.HTML, page).text()).isEqualTo("words");
            assertThat(read(DocumentType.ARCHIVE, Samples.epub(List.of(page))).text())
                    .isEqualTo("words");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
