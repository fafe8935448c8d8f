package dev.lockstep.testing.description;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param path as it was sent, without the query
 * @param sentType the media type of the request
 * @param headers of the answer
 */
public record Exchange(
        String method,
        String path,
        @Nullable String sentType,
        byte[] sent,
        int status,
        Map<String, List<String>> headers,
        byte[] answered) {

    private static final int SHOWN = 1_500;

    public Exchange {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The media type of the answer without its parameters; empty for none. */
    String type() {
        return bare(header("Content-Type"));
    }

    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    static String bare(@Nullable String type) {
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String toString() {
        return method + " " + path + "\n" + shown(sent) + "\n-> " + status + " " + type() + "\n" + shown(answered);
    }

    private static String shown(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ...";
    }
}
