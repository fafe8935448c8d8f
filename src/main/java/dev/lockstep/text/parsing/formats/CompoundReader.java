package dev.lockstep.text.parsing.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Refuses Microsoft's older container. Nothing that can be in it is read, but the refusal says what to do about what is in it. */
final class CompoundReader implements Reader {

    private static final Map<String, String> TYPES = Map.of(
            "WordDocument", "application/msword",
            "Workbook", "application/vnd.ms-excel",
            "Book", "application/vnd.ms-excel",
            "PowerPoint Document", "application/vnd.ms-powerpoint",
            "__properties_version1.0", "application/vnd.ms-outlook");

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        try (InputStream bytes = source.content().open();
                POIFSFileSystem container = new POIFSFileSystem(bytes)) {
            Set<String> entries = container.getRoot().getEntryNames();
            if (entries.contains("EncryptedPackage")) {
                throw ParseRefusals.encrypted("the document is protected by a password");
            }
            String type = entries.stream()
                    .filter(TYPES::containsKey)
                    .map(TYPES::get)
                    .findFirst()
                    .orElse(source.mediaType());
            throw ParseRefusals.unsupported(
                    type,
                    "the document is of type " + type
                            + ", an older format of Microsoft that is not read: save it as DOCX, XLSX, PPTX or PDF");
        }
    }
}
