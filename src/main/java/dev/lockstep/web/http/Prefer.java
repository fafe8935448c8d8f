package dev.lockstep.web.http;

import dev.lockstep.features.documents.Pace;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads what a client prefers (RFC 7240), as far as it is known here; unknown preferences are ignored without a
 * word.
 */
public final class Prefer {

    public static final String HEADER = "Prefer";
    public static final String APPLIED = "Preference-Applied";
    public static final String RESPOND_ASYNC = "respond-async";

    private static final String WAIT = "wait";

    /** Commas separate preferences, but not within quotes. */
    private static final Pattern BETWEEN_PREFERENCES = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private static final Pattern AFTER_THE_NAME = Pattern.compile("[=;]");

    private Prefer() {}

    /**
     * Reads how long a client wants to wait.
     *
     * @param headers the headers as they came; several mean the same as one
     */
    public static Pace pace(List<String> headers) {
        Pace pace = Pace.ANY;
        for (String header : headers) {
            for (String preference : BETWEEN_PREFERENCES.split(header)) {
                String name = AFTER_THE_NAME.split(preference, 2)[0].strip().toLowerCase(Locale.ROOT);
                if (name.equals(RESPOND_ASYNC)) {
                    return Pace.ASYNC;
                }
                if (name.equals(WAIT)) {
                    pace = Pace.WAIT;
                }
            }
        }
        return pace;
    }
}
