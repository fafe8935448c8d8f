package dev.lockstep.engine.filtering;

import dev.lockstep.domain.Filter;
import dev.lockstep.platform.duties.Duty;
import dev.lockstep.platform.duties.Schedule;
import dev.lockstep.stores.points.PayloadIndex;
import dev.lockstep.stores.points.PayloadIndexes;
import dev.lockstep.stores.points.PointStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The indexes that would make filters faster, until Qdrant has them. They are kept in memory only: an index that was
 * forgotten is wanted again by the next filter that lacks it, and one that is there is left alone.
 */
@ApplicationScoped
class WantedIndexes implements Duty {

    private static final Logger LOG = Logger.getLogger("dev.lockstep.engine.filtering");

    /**
     * The most wishes that are kept. Beyond it wishes are dropped, and the record of what was looked after is cleared:
     * both come again.
     */
    private static final int MAX_REMEMBERED = 10_000;

    private final PayloadIndexes indexes;
    private final PointStore points;
    private final FilterSettings settings;

    private final Map<Wish, Long> lookedAfter = new ConcurrentHashMap<>();
    private final Map<Wish, Boolean> wanted = new ConcurrentHashMap<>();

    private record Wish(String collection, PayloadIndex index) {}

    WantedIndexes(PayloadIndexes indexes, PointStore points, FilterSettings settings) {
        this.indexes = indexes;
        this.points = points;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "indexes for filters";
    }

    @Override
    public String purpose() {
        return "Makes the payload indexes that filters have lacked.";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(settings.indexInterval(), "lockstep.filters.index-interval")
                .beginningAfter(settings.indexInterval());
    }

    /** Notes what a filter would need. The search that asks only looks into a map. */
    void want(String collection, Filter filter) {
        if (settings.maxIndexes() == 0) {
            return;
        }
        for (PayloadIndex index : PayloadIndex.serving(filter)) {
            Wish wish = new Wish(collection, index);
            if (!isLookedAfter(wish) && wanted.size() < MAX_REMEMBERED) {
                wanted.put(wish, true);
            }
        }
    }

    private boolean isLookedAfter(Wish wish) {
        Long at = lookedAfter.get(wish);
        return at != null && Duration.ofNanos(System.nanoTime() - at).compareTo(settings.indexRecheck()) < 0;
    }

    @Override
    public Uni<Void> round() {
        List<Wish> now = new ArrayList<>(wanted.keySet());
        now.forEach(wanted::remove);
        Map<String, List<Wish>> byCollection = now.stream().collect(Collectors.groupingBy(Wish::collection));
        return Multi.createFrom()
                .iterable(byCollection.entrySet())
                .onItem()
                .transformToUniAndConcatenate(wishes -> grant(wishes.getKey(), wishes.getValue()))
                .collect()
                .last();
    }

    /** Creates wanted indexes. What fails is wanted again by the next filter that uses the field. */
    private Uni<Void> grant(String collection, List<Wish> wishes) {
        return indexes.add(
                        collection,
                        wishes.stream().map(Wish::index).toList(),
                        settings.maxIndexes(),
                        points.standardDeadline())
                .invoke(left -> remember(collection, wishes, left))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "collection %s could not be indexed for %s; the next filter on them tries again: %s",
                        collection, fields(wishes), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void remember(String collection, List<Wish> wishes, List<PayloadIndex> left) {
        if (lookedAfter.size() >= MAX_REMEMBERED) {
            lookedAfter.clear();
        }
        long now = System.nanoTime();
        wishes.forEach(wish -> lookedAfter.put(wish, now));
        if (!left.isEmpty()) {
            LOG.infof(
                    "collection %s has %d indexed fields already (lockstep.filters.max-indexes); filters on %s go without",
                    collection, settings.maxIndexes(), left);
        }
    }

    private static List<String> fields(List<Wish> wishes) {
        return wishes.stream().map(wish -> wish.index().field()).distinct().toList();
    }
}
