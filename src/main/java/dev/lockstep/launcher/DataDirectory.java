package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the data directory, for the service and for commands. */
final class DataDirectory {

    private DataDirectory() {}

    /** @throws StartRefused when nothing can be kept there */
    static void make(Path directory, Narration narration) {
        if (!Files.isDirectory(directory)) {
            narration.say("first start: creating the data directory " + directory);
        }
        try {
            var unused = OwnerOnly.directory(directory);
        } catch (IOException e) {
            takeAsItIs(directory, narration, e);
        }
    }

    /** A volume of a container may be somebody else's, who lets this user write: what is made in it is for this user only. */
    private static void takeAsItIs(Path directory, Narration narration, IOException failure) {
        if (Files.isWritable(directory)) {
            narration.say("other users may be able to enter the data directory " + directory
                    + ", as its mode can't be set (" + failure + ")");
        } else {
            throw StartRefused.because(
                    Settings.DATA_DIRECTORY,
                    directory.toString(),
                    "that directory can't be created (" + failure + ")",
                    "create it, or name another one");
        }
    }
}
