package dev.lockstep.engine.buffer;

import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointHome;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.engine.unitofwork.Publication;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The points of units of work that are COMMITTED and not yet SETTLED, by scope.
 *
 * <pre>
 * scope ──> unit of work ──> its part there
 * </pre>
 *
 * A search takes its {@link #snapshots} before it asks Qdrant: an entry leaves only after Qdrant has shown its points, so
 * each point is in the one or the other. A point in both is one hit.
 */
@Startup
@ApplicationScoped
public class WriteBuffer implements Publication {

    /** What a point costs beside its vectors: ids, maps, headers. */
    private static final int OVERHEAD_BYTES = 512;

    private final BufferSettings settings;
    private final Map<ScopeId, Map<UnitOfWorkId, BufferedPart>> byScope = new ConcurrentHashMap<>();
    private final Map<UnitOfWorkId, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** @param since a value of {@link System#nanoTime()} */
    private record Entry(Set<ScopeId> parts, int points, long bytes, long since) {}

    WriteBuffer(BufferSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        metrics.gauge("lockstep.buffer.points", points);
        metrics.gauge("lockstep.buffer.bytes", bytes);
        metrics.gaugeMapSize("lockstep.buffer.units", Tags.empty(), entries);
        Gauge.builder("lockstep.buffer.oldest", this, WriteBuffer::oldestSeconds)
                .description("How long Qdrant has lagged behind the commits: the age of the oldest entry")
                .baseUnit("seconds")
                .register(metrics);
    }

    private double oldestSeconds() {
        long now = System.nanoTime();
        return entries.values().stream()
                        .mapToLong(entry -> now - entry.since())
                        .max()
                        .orElse(0)
                / 1e9;
    }

    /**
     * Tells whether these additional points fit. Writers that ask at the same time may overshoot by what they each
     * write.
     */
    public boolean hasRoomFor(Collection<Point> more) {
        return points.get() + more.size() <= settings.maxPoints() && bytes.get() + size(more) <= settings.maxBytes();
    }

    /** Adds a committed unit of work, all of it; adding it again changes nothing. */
    @Override
    public synchronized void publish(UnitOfWorkId unitOfWork, Collection<Point> committed) {
        if (entries.containsKey(unitOfWork)) {
            return;
        }
        Map<ScopeId, List<Point>> parts = committed.stream().collect(Collectors.groupingBy(Point::scope));
        // The points come first: an id that is listed must be readable.
        parts.forEach((scope, part) -> byScope.computeIfAbsent(scope, id -> new ConcurrentHashMap<>())
                .put(unitOfWork, new BufferedPart(part)));
        Entry entry = new Entry(Set.copyOf(parts.keySet()), committed.size(), size(committed), System.nanoTime());
        entries.put(unitOfWork, entry);
        points.addAndGet(entry.points());
        bytes.addAndGet(entry.bytes());
    }

    /** Removes units of work whose points Qdrant has been seen to show. */
    public synchronized void evict(Collection<UnitOfWorkId> settled) {
        for (UnitOfWorkId unitOfWork : settled) {
            Entry entry = entries.remove(unitOfWork);
            if (entry != null) {
                entry.parts().forEach(part -> evict(unitOfWork, part));
                points.addAndGet(-entry.points());
                bytes.addAndGet(-entry.bytes());
            }
        }
    }

    private void evict(UnitOfWorkId unitOfWork, ScopeId scope) {
        Map<UnitOfWorkId, BufferedPart> units = byScope.get(scope);
        units.remove(unitOfWork);
        if (units.isEmpty()) {
            byScope.remove(scope);
        }
    }

    /**
     * Returns the points at several places at one instant: of a unit of work over all of them, either none or all.
     * Searches ask the {@link CompleteBuffer} for them.
     */
    synchronized List<List<BufferedPart>> snapshots(List<PointHome> homes) {
        return homes.stream().map(this::snapshot).toList();
    }

    private List<BufferedPart> snapshot(PointHome home) {
        return byScope.getOrDefault(home.scope(), Map.of()).values().stream()
                .filter(part -> part.collection().equals(home.collection()))
                .toList();
    }

    /** Returns the units of work that it holds now. */
    public Set<UnitOfWorkId> units() {
        return new HashSet<>(entries.keySet());
    }

    boolean holds(UnitOfWorkId unitOfWork) {
        return entries.containsKey(unitOfWork);
    }

    private static long size(Collection<Point> points) {
        return points.stream()
                .mapToLong(point -> OVERHEAD_BYTES
                        + (long) point.embedding().dimension() * Float.BYTES
                        + (long) point.lexical().size() * InvertedIndex.ENTRY_BYTES)
                .sum();
    }
}
