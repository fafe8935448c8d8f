package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * A change of what may be changed of a knowledge base without building anything anew.
 *
 * @param describes whether the description is changed, and to null means that there is none any more
 * @param documentPermissions null to leave them as they are
 */
public record KnowledgeBaseChange(
        boolean describes,
        @Nullable String description,
        @Nullable DocumentPermissions documentPermissions) {}
