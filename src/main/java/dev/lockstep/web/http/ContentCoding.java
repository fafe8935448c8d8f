package dev.lockstep.web.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how a body is encoded, by the header Content-Encoding (RFC 9110, 8.4). */
public final class ContentCoding {

    private ContentCoding() {}

    public static boolean isGzip(@Nullable String header) {
        String coding = coding(header);
        return coding.equals("gzip") || coding.equals("x-gzip");
    }

    static boolean isKnown(@Nullable String header) {
        String coding = coding(header);
        return coding.isEmpty() || coding.equals("identity") || isGzip(header);
    }

    private static String coding(@Nullable String header) {
        return header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    }
}
