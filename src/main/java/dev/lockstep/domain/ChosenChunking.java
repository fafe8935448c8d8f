package dev.lockstep.domain;

/** How a version is cut, and who wanted it so: what the document wants outlives a change of the knowledge base. */
public record ChosenChunking(Chunking chunking, By by) {

    /** Who has chosen. */
    public enum By {
        KNOWLEDGE_BASE,
        DOCUMENT
    }
}
