package dev.lockstep.stores.points;

import dev.lockstep.domain.PointId;
import dev.lockstep.domain.ScopeId;
import dev.lockstep.domain.UnitOfWorkId;
import org.jspecify.annotations.Nullable;

/**
 * A point that Qdrant shows, as its payload describes it. Nothing in it is taken for granted.
 *
 * @param name its id as Qdrant writes it
 * @param id null when it is a number, which none of Lockstep's is
 * @param unitOfWork null when the payload has none that can be read
 * @param scope null when the payload has none that can be read
 */
public record ScannedPoint(
        String name,
        @Nullable PointId id,
        @Nullable UnitOfWorkId unitOfWork,
        @Nullable ScopeId scope) {}
