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
    private static final Pattern PLAIN = Pattern.compile("[\\p{IsAlphabetic}\\p{N}_-]+");
    private static final Pattern ITEM = Pattern.compile(
            "(?<dot>\\.)?(?:(?<plain>[\\p{IsAlphabetic}\\p{N}_-]+)|\"(?<quoted>[^\"\\\\]*)\")|(?<each>\\[])|\\[(?<index>[0-9]+)]");

    /** Index terms carry the path: a longer one is replaced by its hash. In characters. */
    private static final int LONGEST_TERM = 512;

    /** Reads the key of a condition. */
    public static PayloadPath parse(String key) {
        Matcher item = ITEM.matcher(key);
        StringBuilder text = new StringBuilder();
        int end = 0;
        while (end < key.length() && item.find(end) && item.start() == end) {
            boolean first = end == 0;
            if (item.group("index") != null) {
                throw Refusal.unsupported("An array position in a payload path (`" + key + "`)");
            } else if (item.group("each") != null) {
                text.append(first ? malformed(key) : "[]");
            } else if (first == (item.group("dot") != null)) {
                throw malformedKey(key);
            } else {
                text.append(first ? "" : ".")
                        .append(
                                item.group("plain") != null
                                        ? item.group("plain")
                                        : quotedIfNeeded(item.group("quoted")));
            }
            end = item.end();
        }
        if (end == 0 || end < key.length()) {
            throw malformedKey(key);
        }
        return new PayloadPath(text.toString());
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

    /** The path as it stands in index terms and names of index fields. */
    public String term() {
        return text.length() <= LONGEST_TERM ? text : "#" + Hashing.sha256().hashString(text, StandardCharsets.UTF_8);
    }

    private static String quotedIfNeeded(String key) {
        return PLAIN.matcher(key).matches() ? key : '"' + key + '"';
    }

    private static String malformed(String key) {
        throw malformedKey(key);
    }

    private static RuntimeException malformedKey(String key) {
        return Refusal.badInput("Malformed payload key: `" + key + "`");
    }
}
