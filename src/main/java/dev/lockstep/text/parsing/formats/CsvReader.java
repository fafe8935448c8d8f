package dev.lockstep.text.parsing.formats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads values that are divided by commas, or by whatever divides the first line. */
final class CsvReader implements Reader {

    private static final int FIRST_LINE = 8_192;

    private final DocumentType type;

    CsvReader(DocumentType type) {
        this.type = type;
    }

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        Records records = new Records(line -> text.plain(text.isEmpty() ? line : "\n\n" + line));
        try (InputStream bytes = source.content().open();
                BufferedReader lines = new BufferedReader(new BoundedText(Charsets.utf8(bytes), limits));
                CSVParser parser = format(lines).parse(lines)) {
            for (CSVRecord row : parser) {
                records.row(row.toList());
            }
        } catch (CharacterCodingException e) {
            throw Charsets.notUtf8();
        }
        records.end();
        return Reader.plain(source.mediaType(), text, new DocumentProperties(source.mediaType()));
    }

    private CSVFormat format(BufferedReader lines) throws IOException {
        CSVFormat.Builder format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true);
        char delimiter = type == DocumentType.TSV ? '\t' : delimiter(lines);
        return format.setDelimiter(delimiter).get();
    }

    /** The delimiter is the one that the first line has most of. */
    private static char delimiter(BufferedReader lines) throws IOException {
        lines.mark(FIRST_LINE);
        char[] head = new char[FIRST_LINE];
        int read = Math.max(0, lines.read(head, 0, FIRST_LINE - 1));
        lines.reset();
        String first =
                Stream.of(new String(head, 0, read).split("\\R", 2)).findFirst().orElse("");
        return List.of(',', ';', '\t', '|').stream()
                .max(Comparator.comparingLong((Character candidate) ->
                        first.chars().filter(c -> c == candidate).count()))
                .filter(candidate -> first.indexOf(candidate) >= 0)
                .orElse(',');
    }
}
