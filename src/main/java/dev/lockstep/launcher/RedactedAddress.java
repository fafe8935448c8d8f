package dev.lockstep.launcher;

/** Makes addresses that may be shown. */
final class RedactedAddress {

    private RedactedAddress() {}

    /** Leaves out what people put into addresses although it is secret. */
    static String url(String url) {
        return url.replaceAll("//.*@", "//***@").replaceAll("(?i)((?:password|api[-_]?key)=)[^&]*", "$1***");
    }
}
