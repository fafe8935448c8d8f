package dev.lockstep.stores.catalog.unitofwork;

import dev.lockstep.domain.Point;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import dev.lockstep.stores.catalog.unitofwork.PointSource.Expected;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Rebuilds points from the catalog, which keeps every embedding: for write buffers, and for what Qdrant lost. It
 * covers points of all kinds, as the union of the {@link PointSource}s.
 */
@ApplicationScoped
public class CommittedPoints {

    private final List<PointSource> sources;

    CommittedPoints(@Any Instance<PointSource> sources) {
        this.sources = sources.stream().toList();
    }

    /** Returns the live points of committed units of work. */
    public Uni<List<Point>> of(Collection<UnitOfWorkId> unitsOfWork) {
        return union(source -> source.of(unitsOfWork));
    }

    /** Returns those of these points that are live. */
    public Uni<List<Point>> byId(Collection<PointId> points) {
        return union(source -> source.byId(points));
    }

    /** Returns what Qdrant must show before these units of work are settled. */
    public Uni<List<Expected>> expected(Collection<UnitOfWorkId> unitsOfWork) {
        return union(source -> source.expected(unitsOfWork));
    }

    private <T> Uni<List<T>> union(Function<PointSource, Uni<List<T>>> part) {
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndMerge(part::apply)
                .collect()
                .in(ArrayList::new, List::addAll);
    }
}
