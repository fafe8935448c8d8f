package dev.lockstep.embedded.qdrant.protocol;

import com.google.common.hash.Hashing;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep.Each;
import dev.lockstep.embedded.qdrant.protocol.PayloadStep.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of values in a payload, written as Qdrant writes it: {@code author.name}, {@code parts[].size},
 * {@code parts[0].size}, {@code "odd key".name}. A dot enters an object; only {@code []} and {@code [0]} enter an array,
 * except that a condition on an array holds when one of its elements fulfils it.
 *
 * @param text one text for each path, with quotes only where they are needed
 */
public record PayloadPath(String text) {
    private static final String KEY = "(?:(?<plain>[\\p{IsAlphabetic}\\p{N}_-]+)|\"(?<quoted>[^\"\\\\]*)\")";
    private static final Pattern FIRST = Pattern.compile(KEY);
    private static final Pattern NEXT =
            Pattern.compile("\\." + KEY + "|(?<each>\\[])|\\[(?<position>[0-9]+)]", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[\\p{IsAlphabetic}\\p{N}_-]+");
    private static final String EACH = "[]";

    /** Index terms carry the path: a longer one is replaced by its hash. In characters. */
    private static final int LONGEST_TERM = 512;

    /** Reads the key of a request. */
    public static PayloadPath parse(String key) {
        return of(steps(key));
    }

    /** The way from a payload to the values; the first step is a key. */
    public List<PayloadStep> steps() {
        return steps(text);
    }

    private static List<PayloadStep> steps(String key) {
        Matcher item = FIRST.matcher(key);
        if (!item.lookingAt()) {
            throw malformed(key);
        }
        List<PayloadStep> steps = new ArrayList<>();
        steps.add(new PayloadStep.Key(keyOf(item)));
        int end = item.end();
        item.usePattern(NEXT);
        while (end < key.length()) {
            if (!item.region(end, key.length()).lookingAt()) {
                throw malformed(key);
            }
            steps.add(step(item, key));
            end = item.end();
        }
        return steps;
    }

    private static PayloadStep step(Matcher item, String key) {
        if (item.group("position") == null) {
            return item.group("each") != null ? new Each() : new PayloadStep.Key(keyOf(item));
        }
        try {
            return new Position(Long.parseUnsignedLong(item.group("position")));
        } catch (NumberFormatException e) {
            throw malformed(key);
        }
    }

    private static PayloadPath of(List<PayloadStep> steps) {
        StringBuilder text = new StringBuilder();
        for (PayloadStep step : steps) {
            if (step instanceof PayloadStep.Key key) {
                text.append(text.isEmpty() ? "" : ".").append(quotedIfNeeded(key.name()));
            } else if (step instanceof Position position) {
                text.append('[').append(Long.toUnsignedString(position.index())).append(']');
            } else {
                text.append(EACH);
            }
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
        return new PayloadPath(text + EACH);
    }

    /** The elements of the arrays that are here, if the path doesn't end with them already. */
    public PayloadPath elements() {
        return text.endsWith(EACH) ? this : each();
    }

    /** A path that starts where this one ends. */
    public PayloadPath then(PayloadPath inner) {
        return new PayloadPath(text + "." + inner.text);
    }

    /** Whether it leads to at most one value of a payload. */
    public boolean isSingle() {
        return steps().stream().noneMatch(Each.class::isInstance);
    }

    public boolean hasPositions() {
        return steps().stream().anyMatch(Position.class::isInstance);
    }

    /** The same path with all elements where this has one: what index terms know of. */
    public PayloadPath withoutPositions() {
        return of(steps().stream()
                .map(step -> step instanceof Position ? new Each() : step)
                .toList());
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
        return ErrorStatus.invalid("Invalid json path: '" + key + "'");
    }
}
