package dev.lockstep.text.parsing.formats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads notebooks of Jupyter, version 4 of their format: cells of prose as the Markdown that they are, cells of code with what they have
 * printed. Pictures are left out.
 */
final class NotebookReader implements Reader {

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        DocumentProperties found = new DocumentProperties(source.mediaType());
        JsonNode notebook = notebook(source, limits);
        if (!notebook.path("cells").isArray()) {
            throw ParseRefusals.corrupt(source.mediaType(), "it has no cells: is it a notebook of version 4?");
        }
        JsonNode metadata = notebook.path("metadata");
        found.title(metadata.path("title").asText(null));
        metadata.path("authors")
                .forEach(author -> found.author(author.path("name").asText(null)));
        notebook.path("cells").forEach(cell -> cell(cell, text));
        return Reader.markdown(source.mediaType(), text, found);
    }

    private static JsonNode notebook(Source source, ParseLimits limits) throws IOException {
        try (InputStream bytes = source.content().open()) {
            return JsonMapper.builder(JsonReader.factory(limits))
                    .build()
                    .readTree(new BoundedText(Charsets.utf8(bytes), limits));
        } catch (JsonProcessingException broken) {
            throw JsonReader.refusal(broken, source, limits);
        }
    }

    private static void cell(JsonNode cell, TextWriter text) {
        String said = lines(cell.path("source"));
        switch (cell.path("cell_type").asText()) {
            case "markdown" -> text.markdown(said);
            case "code" -> {
                text.code(said);
                cell.path("outputs").forEach(output -> output(output, text));
            }
            default -> text.paragraph(said);
        }
    }

    private static void output(JsonNode output, TextWriter text) {
        text.code(lines(output.path("text")));
        text.code(lines(output.path("data").path("text/plain")));
    }

    /** Reads a text that may be cut into a list of lines, each with its end. */
    private static String lines(JsonNode text) {
        if (!text.isArray()) {
            return text.asText("");
        }
        StringBuilder all = new StringBuilder();
        text.forEach(line -> all.append(line.asText("")));
        return all.toString();
    }
}
