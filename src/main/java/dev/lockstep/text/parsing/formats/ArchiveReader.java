package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Reads a ZIP archive, whose parts tell whether it is a document that is read here, and which. */
final class ArchiveReader implements Reader {

    private static final Set<DocumentType> OPEN_DOCUMENTS =
            EnumSet.of(DocumentType.ODT, DocumentType.ODS, DocumentType.ODP);

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        if (!(source.content() instanceof Content.InFile file)) {
            throw new IllegalArgumentException("archives are read from files");
        }
        try (ArchiveParts parts = new ArchiveParts(file.path(), limits)) {
            DocumentType type = type(parts);
            parts.requireBounded();
            OpenXmlParts office = new OpenXmlParts(parts, limits);
            return switch (type) {
                case EPUB -> new EpubReader(parts).read(limits);
                case DOCX -> new DocxReader(office).read();
                case PPTX -> new PptxReader(office).read();
                case XLSX -> new XlsxReader(office).read();
                default -> new OlderOfficeReader(type).read(source, limits);
            };
        }
    }

    private static DocumentType type(ArchiveParts parts) throws IOException {
        String mimetype = parts.text("mimetype");
        if (mimetype != null) {
            String said = TextWriter.inline(mimetype);
            if (said.equals(DocumentType.EPUB.mediaType())) {
                return DocumentType.EPUB;
            }
            return OPEN_DOCUMENTS.stream()
                    .filter(type -> said.equals(type.mediaType()) || said.equals(type.mediaType() + "-template"))
                    .findFirst()
                    .orElseThrow(() -> unsupported(said));
        }
        if (parts.has("[Content_Types].xml")) {
            if (parts.hasBelow("word/")) {
                return DocumentType.DOCX;
            } else if (parts.hasBelow("ppt/")) {
                return DocumentType.PPTX;
            } else if (parts.has("xl/workbook.bin")) {
                throw unsupported("application/vnd.ms-excel.sheet.binary.macroenabled.12");
            } else if (parts.hasBelow("xl/")) {
                return DocumentType.XLSX;
            }
        }
        throw unsupported(DocumentType.ARCHIVE.mediaType());
    }

    private static RuntimeException unsupported(String mediaType) {
        return ParseRefusals.unsupported(
                mediaType,
                "the document is of type " + mediaType + ", which is not read; send what is in it, or another format");
    }
}
