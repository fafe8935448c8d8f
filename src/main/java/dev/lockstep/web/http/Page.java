package dev.lockstep.web.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param nextCursor to send as {@code cursor} for the next page; null on the last one
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

    public Page {
        data = List.copyOf(data);
    }

    /**
     * Makes a page of what was found.
     *
     * @param found up to {@code limit + 1} items: the extra one shows that there is another page
     */
    public static <S, T> Page<T> of(
            List<S> found, int limit, Function<S, T> view, Cursor kind, Function<S, Object> key) {
        List<S> shown = found.size() > limit ? found.subList(0, limit) : found;
        String next = found.size() > limit ? kind.encode(key.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }
}
