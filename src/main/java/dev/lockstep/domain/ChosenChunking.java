package dev.lockstep.domain;

/** Says how a version is cut, and who wanted it so: what the document wants outlives a change of the knowledge base. */
public record ChosenChunking(Chunking chunking, By by) {

    /** Returns the same choice where others are usual and the model reads less: the document keeps what it wants, as far as that goes. */
    public ChosenChunking within(Chunking usual, int maxTokens) {
        return switch (by) {
            case KNOWLEDGE_BASE -> new ChosenChunking(usual, by);
            case DOCUMENT -> new ChosenChunking(chunking.within(maxTokens), by);
        };
    }

    /** Says who has chosen. */
    public enum By {
        KNOWLEDGE_BASE,
        DOCUMENT
    }
}
