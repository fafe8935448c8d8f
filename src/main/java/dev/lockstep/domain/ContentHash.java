package dev.lockstep.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a version by all that it is made of: SHA-256, in hex, over title, format, text, pages, ready chunks,
 * metadata, chunking, model, and the language if the document names one. The same request again has the same hash, whichever way its metadata is ordered.
 */
public final class ContentHash {

    private final MessageDigest digest = sha256();

    private ContentHash() {}

    /**
     * Returns the hash of what a document is made of.
     *
     * @param language that the document names; null for none, which leaves the hash as it was before there were any
     */
    public static String of(
            SourceText source, Metadata metadata, ChosenChunking chunking, @Nullable String language, String model) {
        ContentHash hash = new ContentHash();
        hash.add(source.title() == null ? "" : source.title());
        hash.add(source.format().name());
        hash.add(source.text());
        hash.add(source.pages() == null ? "" : source.pages().starts().toString());
        source.ready().forEach(hash::add);
        hash.add(metadata.values());
        hash.add(chunking.by() + " " + chunking.chunking());
        hash.add(model);
        if (language != null) {
            hash.add("language " + language);
        }
        return HexFormat.of().formatHex(hash.digest.digest());
    }

    private void add(ReadyChunk chunk) {
        add(chunk.start() + "-" + chunk.end());
        add(chunk.headings().size() + " headings");
        chunk.headings().forEach(this::add);
        add(chunk.metadata().values());
    }

    /** Adds an object by the order of its keys, whatever the order it came in. */
    private void add(Map<?, ?> object) {
        Map<String, Object> sorted = new TreeMap<>();
        object.forEach((key, value) -> sorted.put(key.toString(), value));
        add("{" + sorted.size());
        sorted.forEach((key, value) -> {
            add(key);
            addValue(value);
        });
    }

    /** Adds a value with its type, since a string is not the number that it spells. */
    private void addValue(Object value) {
        if (value instanceof Map<?, ?> object) {
            add(object);
        } else if (value instanceof List<?> list) {
            add("[" + list.size());
            list.forEach(this::addValue);
        } else {
            add(value instanceof String text ? "\"" + text : value.toString());
        }
    }

    /** Adds a part behind its length, so that no two lists of parts run together into the same bytes. */
    private void add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
