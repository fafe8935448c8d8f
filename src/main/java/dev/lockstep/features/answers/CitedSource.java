package dev.lockstep.features.answers;

import dev.lockstep.domain.PointId;
import dev.lockstep.features.search.Hit;

/**
 * A chunk that an answer is written from.
 *
 * @param number by which the answer cites it, from 1
 * @param hit as the search found it: live then
 */
public record CitedSource(int number, Hit hit) {

    PointId id() {
        return hit.chunk().id();
    }
}
