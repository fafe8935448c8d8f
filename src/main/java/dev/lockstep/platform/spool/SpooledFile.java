package dev.lockstep.platform.spool;

import java.nio.file.Path;

/**
 * A file that was received whole.
 *
 * @param name by which the {@link Spool} finds it again
 * @param sha256 of its bytes, in hexadecimal digits
 */
public record SpooledFile(String name, Path path, long bytes, String sha256) {}
