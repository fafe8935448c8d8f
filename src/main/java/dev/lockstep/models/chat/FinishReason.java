package dev.lockstep.models.chat;

/** Says how a model came to the end of what it wrote. */
public enum FinishReason {
    /** It has said all that it wanted to say. */
    COMPLETE,
    /** It was allowed no more tokens. */
    CUT
}
