package dev.lockstep.features.documents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The bounds of documents, and how versions are replaced. */
@ConfigMapping(prefix = "lockstep.ingestion")
public interface IngestionSettings {

    /** The longest text of one document, in characters. */
    @WithDefault("5000000")
    int maxTextLength();

    /** The longest unbroken run of letters or digits, in characters: no model makes sense of more. */
    @WithDefault("10000")
    int maxWordLength();

    /** The longest title, in characters. */
    @WithDefault("1000")
    int maxTitleLength();

    /** The longest external id, in characters. */
    @WithDefault("512")
    int maxExternalIdLength();

    /** How long superseded points stay in Qdrant, for searches that are under way. */
    @WithDefault("5s")
    Duration purgeAfter();

    /** How many documents are deleted by filter at once, all or none of them. */
    @WithDefault("100")
    int deletionSlice();

    /** The most documents that one request deletes by filter; another request goes on. */
    @WithDefault("10000")
    int maxDeletedPerRequest();
}
