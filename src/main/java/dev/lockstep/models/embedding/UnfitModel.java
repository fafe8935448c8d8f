package dev.lockstep.models.embedding;

import org.jspecify.annotations.Nullable;

/** Says that files can't be used as the model they are configured as. The message ends a sentence that begins with the file. */
public final class UnfitModel extends Exception {

    private static final long serialVersionUID = 1L;

    public UnfitModel(String why) {
        this(why, null);
    }

    public UnfitModel(String why, @Nullable Throwable cause) {
        super(why, cause);
    }

    /** Returns the first line of what a library says: what follows is for its developers. */
    public static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    }
}
