package dev.lockstep.platform.secrecy;

import java.util.regex.Pattern;

/** Texts of clients as they may be written down: what looks like a key or a token is left out. */
public final class Masked {

    private static final String MASK = "***";

    /** All runs are possessive, so that no text takes long. */
    private static final Pattern KEY = Pattern.compile("ls_[0-9a-f]{32}_[A-Za-z0-9_-]++");

    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");

    /** Names that people give to parameters with secrets. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)((?:^|[?&])(?:api[-_]?key|x-api-key|key|token|access_token|authorization|secret|password)=)[^&#]++");

    private Masked() {}

    /** Leaves out keys and tokens. */
    public static String text(String text) {
        if (!text.contains("ls_") && !text.contains("eyJ")) {
            return text;
        }
        return TOKEN.matcher(KEY.matcher(text).replaceAll("ls_" + MASK)).replaceAll(MASK);
    }

    /** Leaves out of an address, or of its query, also what stands under the name of a secret. */
    public static String address(String address) {
        return text(PARAMETER.matcher(address).replaceAll("$1" + MASK));
    }
}
