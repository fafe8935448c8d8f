package dev.lockstep.web.http;

import dev.lockstep.features.documents.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads what a client prefers (RFC 7240), as far as it is known here; unknown preferences are ignored without a
 * word.
 */
public final class Prefer {

    public static final String HEADER = "Prefer";
    public static final String APPLIED = "Preference-Applied";
    public static final String RESPOND_ASYNC = "respond-async";

    private static final String WAIT = "wait";

    private Prefer() {}

    /**
     * Reads how long a client wants to wait.
     *
     * @param headers the headers as they came; several mean the same as one
     */
    public static Pace pace(List<String> headers) {
        Pace pace = Pace.ANY;
        for (String header : headers) {
            for (String preference : preferences(header)) {
                if (preference.equals(RESPOND_ASYNC)) {
                    return Pace.ASYNC;
                }
                if (preference.equals(WAIT)) {
                    pace = Pace.WAIT;
                }
            }
        }
        return pace;
    }

    /** Returns the names of the preferences. Commas separate them, but not within quotes; one walk, however many there are. */
    private static List<String> preferences(String header) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean named = false;
        boolean quoted = false;
        for (int i = 0; i < header.length(); i++) {
            char c = header.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                names.add(normal(name));
                name.setLength(0);
                named = false;
            } else if (c == '=' || c == ';') {
                named = true;
            } else if (!named) {
                name.append(c);
            }
        }
        names.add(normal(name));
        return names;
    }

    private static String normal(StringBuilder name) {
        return name.toString().strip().toLowerCase(Locale.ROOT);
    }
}
