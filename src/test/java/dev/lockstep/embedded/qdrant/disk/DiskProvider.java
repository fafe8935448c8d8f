package dev.lockstep.embedded.qdrant.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of a {@link TestDisk}: those that are only read are read directly. */
final class DiskProvider extends FileSystemProvider {
    private final TestDisk disk;
    private final DiskFileSystem system;
    private final FileSystemProvider real;

    DiskProvider(TestDisk disk, DiskFileSystem system, FileSystemProvider real) {
        this.disk = disk;
        this.system = system;
        this.real = real;
    }

    /** What changes the disk, so that no copy of it is made meanwhile. */
    private interface Change<T> {
        T make() throws IOException;
    }

    private <T> T changed(Change<T> change) throws IOException {
        disk.change().lock();
        try {
            return change.make();
        } finally {
            disk.change().unlock();
        }
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path file = DiskPath.real(path);
        if (!options.contains(StandardOpenOption.WRITE) && !options.contains(StandardOpenOption.APPEND)) {
            return real.newFileChannel(file, options, attributes);
        }
        return changed(() -> {
            if (options.contains(StandardOpenOption.CREATE_NEW)) {
                takeRoomForAName();
            }
            return new DiskChannel(disk, file, real.newFileChannel(file, options, attributes));
        });
    }

    private void takeRoomForAName() throws IOException {
        int ignored = disk.take(1);
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        boolean ignored = changed(() -> {
            takeRoomForAName();
            real.createDirectory(DiskPath.real(directory), attributes);
            return true;
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        boolean ignored = changed(() -> {
            real.delete(DiskPath.real(path));
            disk.isDeleted(DiskPath.real(path));
            return true;
        });
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        boolean ignored = changed(() -> {
            real.move(DiskPath.real(from), DiskPath.real(to), options);
            disk.isMoved(DiskPath.real(from), DiskPath.real(to));
            return true;
        });
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> stream =
                real.newDirectoryStream(DiskPath.real(directory), path -> filter.accept(new DiskPath(path, system)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                Iterator<Path> paths = stream.iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return paths.hasNext();
                    }

                    @Override
                    public Path next() {
                        return new DiskPath(paths.next(), system);
                    }
                };
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    @Override
    public boolean isSameFile(Path left, Path right) throws IOException {
        return real.isSameFile(DiskPath.real(left), DiskPath.real(right));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(DiskPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return new DiskSpace(disk, real.getFileStore(DiskPath.real(path)));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(DiskPath.real(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(DiskPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(DiskPath.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(DiskPath.real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(DiskPath.real(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "testdisk";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
