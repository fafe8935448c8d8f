package dev.lockstep.features.jobs;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.features.documents.DocumentRef;
import java.util.UUID;

/** Documents as the rows of jobs name them. */
final class Targets {

    private static final String EXTERNAL = "external:";

    private Targets() {}

    /** The inverse of {@link DocumentRef}'s text. */
    static DocumentRef ref(String target) {
        return target.startsWith(EXTERNAL)
                ? new DocumentRef.ByExternalId(target.substring(EXTERNAL.length()))
                : new DocumentRef.ById(new DocumentId(UUID.fromString(target)));
    }
}
