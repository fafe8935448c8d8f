package dev.lockstep.embedded.qdrant.protocol;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of values in a payload, written as Qdrant writes it: {@code author.name}, {@code parts[].size},
 * {@code "odd key".name}. A dot enters an object; only {@code []} enters an array, except that a condition on an
 * array holds when one of its elements fulfils it.
 *
 * @param text one text for each path, with quotes only where they are needed
 */
public record PayloadPath(String text) {
    private static final String KEY = "(?:(?<plain>[\\p{IsAlphabetic}\\p{N}_-]+)|\"(?<quoted>[^\"\\\\]*)\")";
    private static final Pattern FIRST = Pattern.compile(KEY);
    private static final Pattern NEXT = Pattern.compile("\\." + KEY + "|(?<each>\\[])|(?<position>\\[[0-9]+])");
    private static final Pattern PLAIN = Pattern.compile("[\\p{IsAlphabetic}\\p{N}_-]+");

    /** Index terms carry the path: a longer one is replaced by its hash. In characters. */
    private static final int LONGEST_TERM = 512;

    /** Reads the key of a condition. */
    public static PayloadPath parse(String key) {
        Matcher item = FIRST.matcher(key);
        if (!item.lookingAt()) {
            throw malformed(key);
        }
        PayloadPath path = root(keyOf(item));
        int end = item.end();
        item.usePattern(NEXT);
        while (end < key.length()) {
            if (!item.region(end, key.length()).lookingAt()) {
                throw malformed(key);
            }
            if (item.group("position") != null) {
                throw Refusal.unsupported("An array position in a payload path (`" + key + "`)");
            }
            path = item.group("each") != null ? path.each() : path.key(keyOf(item));
            end = item.end();
        }
        return path;
    }

    /** Whether a key of a payload can be addressed at all: Qdrant's notation has no escapes. */
    public static boolean isAddressable(String key) {
        return key.indexOf('"') < 0 && key.indexOf('\\') < 0;
    }

    public static PayloadPath root(String key) {
        return new PayloadPath(quotedIfNeeded(key));
    }

    public PayloadPath key(String key) {
        return new PayloadPath(text + "." + quotedIfNeeded(key));
    }

    public PayloadPath each() {
        return new PayloadPath(text + "[]");
    }

    /** Whether this is the other path, or leads to something in it. */
    public boolean isWithin(PayloadPath other) {
        return text.startsWith(other.text)
                && (text.length() == other.text.length() || ".[".indexOf(text.charAt(other.text.length())) >= 0);
    }

    /** The path as it stands in index terms and names of index fields. */
    public String term() {
        return text.length() <= LONGEST_TERM ? text : "#" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    }

    private static String keyOf(Matcher item) {
        return item.group("plain") != null ? item.group("plain") : item.group("quoted");
    }

    private static String quotedIfNeeded(String key) {
        return PLAIN.matcher(key).matches() ? key : '"' + key + '"';
    }

    private static RuntimeException malformed(String key) {
        return Refusal.badInput("Malformed payload key: `" + key + "`");
    }
}
