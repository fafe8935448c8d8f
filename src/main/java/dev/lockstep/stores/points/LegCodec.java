package dev.lockstep.stores.points;

import com.google.common.primitives.Floats;
import com.google.common.primitives.Ints;
import dev.lockstep.domain.SparseVector;
import io.qdrant.client.grpc.Points.QueryPoints;

import static io.qdrant.client.QueryFactory.nearest;

/** Translates a {@link Leg} to Qdrant's form. */
final class LegCodec {

    private LegCodec() {}

    static QueryPoints encode(Leg leg, QueryPoints.Builder query) {
        if (leg instanceof Leg.Dense dense) {
            return query.setQuery(nearest(dense.query().vector()))
                    .setUsing(PointCodec.DENSE)
                    .build();
        }
        SparseVector vector = ((Leg.Lexical) leg).query();
        return query.setQuery(nearest(Floats.asList(vector.values()), Ints.asList(vector.indices())))
                .setUsing(PointCodec.LEXICAL)
                .build();
    }
}
