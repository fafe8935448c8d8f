package dev.lockstep.text.lexical;

import dev.lockstep.domain.SparseVector;
import java.util.List;

/**
 * The words of a query, read for documents of one or several languages.
 *
 * @param languages by which it was read; none when it is not searched by words
 * @param terms with how much each counts: how often it occurs, or less where that is in doubt
 */
public record ReadQuery(List<String> languages, SparseVector terms) {

    public static final ReadQuery NOTHING = new ReadQuery(List.of(), SparseVector.EMPTY);

    public ReadQuery {
        languages = List.copyOf(languages);
    }
}
