package dev.lockstep.engine.unitofwork;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/** Does one thing after another, and stops at the first that fails. */
final class Sequence {

    private Sequence() {}

    /** Returns the items, in order; those of Unis without an item are left out. */
    static <S, T> Uni<List<T>> each(List<S> all, Function<S, Uni<T>> action) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(action::apply)
                .collect()
                .asList();
    }
}
