package dev.lockstep.launcher;

/** Addresses as they may be shown. */
final class Redacted {

    private Redacted() {}

    /** Without what people put into addresses although it is secret. */
    static String url(String url) {
        return url.replaceAll("//.*@", "//***@").replaceAll("(?i)((?:password|api[-_]?key)=)[^&]*", "$1***");
    }
}
