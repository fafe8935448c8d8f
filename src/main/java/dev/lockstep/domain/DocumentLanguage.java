package dev.lockstep.domain;

import org.jspecify.annotations.Nullable;

/**
 * The language by which the words of a document are cut.
 *
 * @param code null for that of the knowledge base, whichever it is
 * @param own whether the document says so itself: then it stays so whatever becomes of the knowledge base
 */
public record DocumentLanguage(@Nullable String code, boolean own) {

    /** What a knowledge base has in the place of a language whose documents each have their own. */
    public static final String AUTO = "auto";

    /** The language that the knowledge base has. */
    public static final DocumentLanguage OF_KNOWLEDGE_BASE = new DocumentLanguage(null, false);

    /**
     * The language that a document names.
     *
     * @param code null when it names none
     */
    public static DocumentLanguage declared(@Nullable String code) {
        return code == null ? OF_KNOWLEDGE_BASE : new DocumentLanguage(code, true);
    }

    /** The language that was found in the text. */
    public static DocumentLanguage found(String code) {
        return new DocumentLanguage(code, false);
    }

    /** Returns what the document itself says; null for nothing. */
    public @Nullable String declared() {
        return own ? code : null;
    }

    /**
     * Returns the language that the words are cut by.
     *
     * @param knowledgeBase the language of the knowledge base, which may have none
     */
    public @Nullable String within(@Nullable String knowledgeBase) {
        return code == null ? knowledgeBase : code;
    }
}
