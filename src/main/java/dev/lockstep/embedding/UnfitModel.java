package dev.lockstep.embedding;

import org.jspecify.annotations.Nullable;

/** Files that can't be used as the model they are configured as. The message ends a sentence that begins with the file. */
final class UnfitModel extends Exception {

    private static final long serialVersionUID = 1L;

    UnfitModel(String why) {
        this(why, null);
    }

    UnfitModel(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    /** The first line of what a library says: what follows is for its developers. */
    static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }
}
