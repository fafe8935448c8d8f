package dev.lockstep.embedded.qdrant.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of a {@link TestDisk} that is written: writes end early where the room does, and the next one fails. */
final class DiskChannel extends FileChannel {
    private final TestDisk disk;
    private final Path path;
    private final FileChannel real;

    DiskChannel(TestDisk disk, Path path, FileChannel real) {
        this.disk = disk;
        this.path = path;
        this.real = real;
    }

    /** Writes from a buffer of the right size. */
    private interface Writing {
        int of(ByteBuffer bytes) throws IOException;
    }

    private int write(ByteBuffer source, Writing writing) throws IOException {
        disk.change().lock();
        try {
            int room = disk.take(source.remaining());
            ByteBuffer part = source.slice(source.position(), room);
            int written = 0;
            while (written < room) {
                written += writing.of(part);
            }
            source.position(source.position() + room);
            return room;
        } finally {
            disk.change().unlock();
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return write(source, real::write);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return write(source, bytes -> real.write(bytes, position + bytes.position()));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            int wanted = sources[i].remaining();
            int done = wanted == 0 ? 0 : write(sources[i]);
            written += done;
            if (done < wanted) {
                break;
            }
        }
        return written;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.change().lock();
        try {
            FileChannel ignored = real.truncate(size);
            disk.isCut(path, size);
            return this;
        } finally {
            disk.change().unlock();
        }
    }

    @Override
    public void force(boolean metadata) throws IOException {
        disk.change().lock();
        try {
            // Counted as forced before: the bytes of the files under test are all in the operating system.
            disk.isForced(path, real.size());
        } finally {
            disk.change().unlock();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return real.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        FileChannel ignored = real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        if (mode != MapMode.READ_ONLY) {
            throw new UnsupportedOperationException();
        }
        return real.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
