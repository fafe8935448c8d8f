package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Reads Microsoft's older container, whose entries tell what it is. */
final class CompoundReader implements Reader {

    /** Some programs write the names in capitals. */
    private static final Map<String, DocumentType> TYPES = Map.of(
            "worddocument", DocumentType.DOC,
            "workbook", DocumentType.XLS,
            "book", DocumentType.XLS,
            "powerpoint document", DocumentType.PPT,
            "__properties_version1.0", DocumentType.MSG);

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        return new OlderOfficeReader(type(source)).read(source, limits);
    }

    private static DocumentType type(Source source) throws IOException {
        try (InputStream bytes = source.content().open();
                POIFSFileSystem container = new POIFSFileSystem(bytes)) {
            Set<String> entries = container.getRoot().getEntryNames();
            if (entries.contains("EncryptedPackage")) {
                throw ParseRefusals.encrypted("the document is protected by a password");
            }
            return entries.stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .filter(TYPES::containsKey)
                    .map(TYPES::get)
                    .findFirst()
                    .orElseThrow(() -> ParseRefusals.unsupported(
                            source.mediaType(),
                            "the document is of type " + source.mediaType()
                                    + ", a container of Microsoft, with nothing in it that is read here: save it as"
                                    + " DOCX, XLSX, PPTX or PDF"));
        }
    }
}
