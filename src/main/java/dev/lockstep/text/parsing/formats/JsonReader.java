package dev.lockstep.text.parsing.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.lockstep.domain.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value or many, one after the other. The elements of an outermost list, and the values of JSON Lines, are records: each
 * becomes lines such as {@code author.name: Ada}, and a blank line ends it.
 */
final class JsonReader implements Reader {

    /**
     * The place where a value stands. It is spelled out only where there is something to say, so that long names cost no more than they
     * write.
     */
    private record Place(@Nullable Place parent, String step) {

        private void spell(StringBuilder line) {
            if (parent != null) {
                parent.spell(line);
            }
            line.append(line.isEmpty() || step.startsWith("[") ? "" : ".").append(step);
        }
    }

    private static final Place TOP = new Place(null, "");

    @Override
    public ParsedDocument read(Source source, ParseLimits limits) throws IOException {
        TextWriter text = new TextWriter(limits);
        try (InputStream bytes = source.content().open();
                JsonParser json = factory(limits).createParser(new BoundedText(Charsets.utf8(bytes), limits))) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        record(json, text);
                    }
                } else {
                    record(json, text);
                }
            }
        } catch (CharacterCodingException e) {
            throw Charsets.notUtf8();
        } catch (JsonProcessingException broken) {
            throw refusal(broken, source, limits);
        }
        return Reader.plain(source.mediaType(), text, new DocumentProperties(source.mediaType()));
    }

    static Rejected refusal(JsonProcessingException broken, Source source, ParseLimits limits) {
        return broken instanceof StreamConstraintsException
                ? ParseRefusals.tooDeep(limits.depth())
                : ParseRefusals.corrupt(
                        source.mediaType(),
                        "line " + broken.getLocation().getLineNr() + ": " + broken.getOriginalMessage());
    }

    static JsonFactory factory(ParseLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth())
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    private static void record(JsonParser json, TextWriter text) throws IOException {
        if (!text.isEmpty()) {
            text.plain("\n");
        }
        value(json, TOP, text);
    }

    private static void value(JsonParser json, Place place, TextWriter text) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    Place member = new Place(isTop(place) ? null : place, json.currentName());
                    json.nextToken();
                    value(json, member, text);
                }
            }
            case START_ARRAY -> list(json, place, text);
            case VALUE_NULL -> {}
            default -> line(place, json.getText(), text);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A member whose name is empty is equal to the top, but is not it.
    private static boolean isTop(Place place) {
        return place == TOP;
    }

    /** Writes a list. Elements that are no objects or lists stand in one line. */
    private static void list(JsonParser json, Place place, TextWriter text) throws IOException {
        List<String> scalars = new ArrayList<>();
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken().isStructStart()) {
                value(json, new Place(place, "[" + i + "]"), text);
            } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                scalars.add(json.getText());
            }
        }
        line(place, String.join(", ", scalars), text);
    }

    private static void line(Place place, String value, TextWriter text) {
        if (value.isBlank()) {
            return;
        }
        StringBuilder line = new StringBuilder();
        place.spell(line);
        line.append(line.isEmpty() ? "" : ": ").append(value.strip()).append('\n');
        text.plain(line.toString());
    }
}
