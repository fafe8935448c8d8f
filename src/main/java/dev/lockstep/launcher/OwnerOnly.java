package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Makes directories that only the user of this process may enter, where the file system knows of users. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    /**
     * Makes a directory, or takes one that is there away from all others.
     *
     * @throws IOException also when it is there and somebody else's
     */
    static Path directory(Path directory) throws IOException {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!posix || Files.isDirectory(directory)) {
            Path made = Files.createDirectories(directory);
            if (posix && !Files.getPosixFilePermissions(made).equals(MODE)) {
                Files.setPosixFilePermissions(made, MODE);
            }
            return made;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(MODE));
    }
}
