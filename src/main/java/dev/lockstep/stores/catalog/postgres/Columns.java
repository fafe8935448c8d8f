package dev.lockstep.stores.catalog.postgres;

import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.UnitOfWorkId;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.UUID;

/** Converts values to and from PostgreSQL's types: those that several tables have. */
public final class Columns {

    private Columns() {}

    public static UUID[] points(Collection<PointId> points) {
        return points.stream().map(PointId::value).toArray(UUID[]::new);
    }

    public static UUID[] unitsOfWork(Collection<UnitOfWorkId> ids) {
        return ids.stream().map(UnitOfWorkId::value).toArray(UUID[]::new);
    }

    public static Metadata metadata(JsonObject json) {
        return new Metadata(json.getMap());
    }
}
