package dev.lockstep.models.provided;

/** The kinds of models that quarkus-langchain4j has, as far as they are of use here. */
public enum ModelKind {
    CHAT("chat model", "chat-model"),
    EMBEDDING("embedding model", "embedding-model"),
    SCORING("scoring model", "scoring-model");

    private final String words;
    private final String group;

    ModelKind(String words, String group) {
        this.words = words;
        this.group = group;
    }

    /** Its part of the names of settings. */
    public String group() {
        return group;
    }

    @Override
    public String toString() {
        return words;
    }
}
