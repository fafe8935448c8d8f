package dev.lockstep.features.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The JSON that is kept of a job until it is done. Only Lockstep reads it, but perhaps a version that knows less. */
public final class KeptJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private KeptJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static DocumentOrder order(String parameters) {
        try {
            return JSON.readValue(parameters, DocumentOrder.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the parameters of a job can't be read", e);
        }
    }

    static DocumentDraft draft(Path file) {
        try {
            return JSON.readValue(file.toFile(), DocumentDraft.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the draft of a job can't be read", e);
        }
    }

    /** Returns a text member of an object; null when it has no such text. */
    public static @Nullable String text(@Nullable String object, String member) {
        JsonNode found = object == null ? null : tree(object).get(member);
        return found == null || !found.isTextual() ? null : found.textValue();
    }

    static int number(String object, String member) {
        return tree(object).path(member).asInt();
    }

    private static JsonNode tree(String object) {
        try {
            return JSON.readTree(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
