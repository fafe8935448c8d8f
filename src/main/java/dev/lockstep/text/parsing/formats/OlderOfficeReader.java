package dev.lockstep.text.parsing.formats;

import java.io.IOException;

/**
 * Reads documents of Microsoft Office before Open XML, RTF, messages of Outlook, and OpenDocument. Apache Tika's parsers make a page of
 * each, which is read as any page from there on. What is embedded in a document is not read.
 */
final class OlderOfficeReader implements Reader {

    private final DocumentType type;

    OlderOfficeReader(DocumentType type) {
        this.type = type;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) {
        TextWriter text = new TextWriter(limits);
        DocumentProperties found = new DocumentProperties(type.mediaType());
        OfficePage page = page(source, limits);
        page.describe(found);
        switch (type) {
            case XLS, ODS, OLD_XLS, EXCEL_XML -> Sheets.write(page.body(), text, limits);
            case PPT, ODP -> found.pages(Slides.write(page.body(), text, limits));
            default -> new HtmlBlocks(text, limits, HtmlBlocks.Scope.EVERYTHING).write(page.body());
        }
        return Reader.markdown(type.mediaType(), text, found);
    }

    private OfficePage page(Source source, ParseLimits limits) {
        try {
            return OfficePage.of(type, source.content(), limits);
        } catch (IOException | RuntimeException broken) {
            throw LibraryFailures.translate(broken, type.mediaType(), limits);
        }
    }
}
