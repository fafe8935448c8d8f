package dev.lockstep.features.documents;

import dev.lockstep.domain.VersionContent;

/**
 * A version that is ready to be written.
 *
 * @param embedded how many of its chunks had to be embedded for it; the others' embeddings were stored already
 */
record PreparedVersion(VersionContent content, int embedded) {

    /** Returns a version that is made of stored content, so nothing had to be embedded. */
    static PreparedVersion ofStored(VersionContent content) {
        return new PreparedVersion(content, 0);
    }

    int reused() {
        return content.chunks().size() - embedded;
    }
}
