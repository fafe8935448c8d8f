package dev.lockstep.embedded.qdrant.disk;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path on a {@link TestDisk}. */
record DiskPath(Path real, DiskFileSystem system) implements Path {
    static Path real(Path path) {
        return path instanceof DiskPath disk ? disk.real : path;
    }

    private DiskPath on(Path other) {
        return new DiskPath(other, system);
    }

    private @Nullable DiskPath onNullable(@Nullable Path other) {
        return other == null ? null : on(other);
    }

    @Override
    public FileSystem getFileSystem() {
        return system;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return onNullable(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return onNullable(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return onNullable(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return on(real.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return on(real.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return on(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return on(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return on(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return on(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return on(real.toRealPath(options));
    }

    @Override
    public File toFile() {
        throw new UnsupportedOperationException("a file would go past the test's disk");
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
