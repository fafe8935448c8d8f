package dev.lockstep.platform.spool;

import dev.lockstep.platform.reactive.CallerContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Receives files on disk. Whoever has received one removes it, or leaves that to somebody else who names it in {@link SpoolUse};
 * {@link Leftovers} remove what neither removes, as when the process dies.
 */
@ApplicationScoped
public class Spool {

    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final Vertx vertx;
    private final SpoolDirectory directory;
    private final SpoolSettings settings;
    private final Allowance allowance;
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    Spool(Vertx vertx, SpoolDirectory directory, SpoolSettings settings) {
        this.vertx = vertx;
        this.directory = directory;
        this.settings = settings;
        this.allowance = new Allowance(settings.maxTotal().asLongValue());
    }

    /** The id of the directory; processes that share the directory share the id. */
    public UUID id() {
        return directory.id();
    }

    /** The limit of what a request may send. */
    public SizeLimit limit() {
        return new SizeLimit(settings.maxSize().asLongValue(), "lockstep.uploads.max-size");
    }

    /**
     * Receives a stream, which must be paused, as a file. It leaves nothing when it is cancelled.
     *
     * @return fails when it is too large, breaks off, or there is no room
     */
    public Uni<SpooledFile> receive(ReadStream<Buffer> body, SizeLimit limit) {
        return Uni.createFrom().deferred(() -> pour(body, newFile(), limit));
    }

    /** Does the same for a stream of which the sink makes something else, perhaps several files. */
    public <R> Uni<R> pour(ReadStream<Buffer> body, Sink<R> sink, SizeLimit limit) {
        return Uni.createFrom().emitter(waiting -> new SpoolWriter<>(
                        vertx.getOrCreateContext(), body, sink, limit, settings.idleTimeout(), waiting)
                .begin());
    }

    /** Opens a file to be written, by one who is allowed to block. */
    public Sink<SpooledFile> newFile() {
        return new SpoolFile(directory.partFile(), allowance, held);
    }

    /** Returns a sink that takes gzip and passes on what was compressed, which has the same limit. */
    public <R> Sink<R> gunzipping(Sink<R> sink) {
        return new GunzippedSink<>(newFile(), sink, limit());
    }

    /** Writes something for later, and returns the name of its file. What it is made by runs on a worker thread, too. */
    public Uni<String> keep(Supplier<byte[]> content) {
        return CallerContext.compute(() -> {
            Sink<SpooledFile> file = newFile();
            try {
                file.write(ByteBuffer.wrap(content.get()));
                SpooledFile written = file.finish();
                force(written);
                return written.name();
            } catch (IOException e) {
                file.abandon();
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                file.abandon();
                throw e;
            }
        });
    }

    /** Takes a file over for later, and returns its name once the disk has it: whoever promises to read it does so after that. */
    public Uni<String> keep(HeldFile held) {
        return CallerContext.compute(() -> {
            try {
                force(held.file());
                return held.handOver().name();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void force(SpooledFile file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Works with a file that is not needed afterwards, however that ends. */
    public <T> Uni<T> use(SpooledFile file, Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> work.get()).onTermination().call(() -> remove(file.name()));
    }

    /** Does the same with a file that the work may hand over to somebody who needs it for longer. */
    public <T> Uni<T> hold(SpooledFile file, Function<HeldFile, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            HeldFile held = new HeldFile(file);
            return Uni.createFrom()
                    .deferred(() -> work.apply(held))
                    .onTermination()
                    .call(() -> held.isHandedOver() ? Uni.createFrom().voidItem() : remove(file.name()));
        });
    }

    /** Finds a file that was received whole, perhaps by another process. */
    public Uni<Optional<SpooledFile>> find(String name) {
        return CallerContext.compute(() -> {
            try {
                return directory.find(name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Removes a file; one that is gone already is no failure. */
    public Uni<Void> remove(String name) {
        return CallerContext.compute(() -> {
            try {
                allowance.giveBack(directory.remove(name));
                held.remove(name);
            } catch (IOException e) {
                LOG.warnf("can't remove %s: %s", name, e.getMessage());
            }
            return null;
        });
    }

    /** Removes files that were last written before a moment and are needed neither here nor by those who say so. */
    Uni<Void> removeLeftovers(Set<String> inUse, Instant before) {
        return CallerContext.compute(() -> {
            try {
                long left = 0;
                for (SpoolDirectory.Entry file : directory.list()) {
                    boolean needed = inUse.contains(file.name()) || held.contains(file.name());
                    if (needed || !file.changed().isBefore(before)) {
                        left += file.bytes();
                    } else {
                        long freed = directory.remove(file.name());
                        LOG.infof("removed %s, which nobody needs any more: %d bytes", file.name(), freed);
                    }
                }
                allowance.recount(left);
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
