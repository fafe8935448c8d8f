package dev.lockstep.platform.reactive;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through what does not fit into memory, one thing after another, in constant memory and stack. */
public final class Paging {

    private Paging() {}

    /**
     * Repeats a step until it says that it was the last.
     *
     * @param step takes where to go on (null at the beginning) and gives where the next one goes on; an end by {@link Next#end}
     */
    public static <P> Uni<Void> each(Function<@Nullable P, Uni<Next<P>>> step) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new Object() {
                            @Nullable
                            P position;
                        },
                        state -> step.apply(state.position).invoke(next -> state.position = next.position()))
                .whilst(next -> next.position() != null)
                .onItem()
                .ignoreAsUni();
    }

    /** Says where a step goes on. */
    public record Next<P>(@Nullable P position) {

        public static <P> Next<P> at(@Nullable P position) {
            return new Next<>(position);
        }

        public static <P> Next<P> end() {
            return new Next<>(null);
        }
    }

    /** Does one thing after another, and stops at the first that fails. */
    public static <T> Uni<Void> inTurn(Collection<T> all, Function<T, Uni<Void>> action) {
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(action::apply)
                .onItem()
                .ignoreAsUni();
    }
}
