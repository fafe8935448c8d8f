package dev.lockstep.features.search;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;

/**
 * A part of a search that was not available; the rest has answered.
 *
 * @param part which leg or stage is missing
 * @param reason as the error would have said it
 */
public record Degradation(String part, ErrorCode reason, String message) {

    static Degradation of(String part, KnowledgeException failure) {
        return new Degradation(part, failure.code(), String.valueOf(failure.getMessage()));
    }
}
