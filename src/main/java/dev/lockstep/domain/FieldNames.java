package dev.lockstep.domain;

import java.util.regex.Pattern;

/** Says how metadata's members may be named, and so how filters and schemas name a field: by keys joined by dots. */
final class FieldNames {

    /** This is longer than any path that metadata can have, and short enough to be told in a message. */
    static final int LONGEST_PATH = 1_024;

    private static final int LONGEST_SHOWN = 80;

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private FieldNames() {}

    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    static boolean isPath(String path) {
        if (path.length() > LONGEST_PATH) {
            return false;
        }
        for (String key : path.split("\\.", -1)) {
            if (!isKey(key)) {
                return false;
            }
        }
        return true;
    }

    /** Counts the objects that lie around the field, the outermost included. */
    static int depth(String path) {
        return path.split("\\.", -1).length;
    }

    /** Shortens a name for a message: one as long as a body should not come back whole. */
    static String shown(String name) {
        return name.length() <= LONGEST_SHOWN ? name : name.substring(0, LONGEST_SHOWN) + "...";
    }
}
