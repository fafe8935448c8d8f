package dev.lockstep.stores.catalog.documents;

import dev.lockstep.domain.KnowledgeBaseId;
import dev.lockstep.domain.SparseVector;

/**
 * Writes the terms of a lexical vector as the text of a {@code tsvector}: their indices, and the generation of a
 * knowledge base that they belong to.
 */
final class Lexemes {

    private Lexemes() {}

    static String of(KnowledgeBaseId knowledgeBase, int generation, SparseVector lexical) {
        if (lexical.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(lexical.size() * 9 + 40)
                .append(scope(knowledgeBase))
                .append(generation);
        for (int index : lexical.indices()) {
            text.append(' ').append(term(index));
        }
        return text.toString();
    }

    static String term(int index) {
        return Integer.toHexString(index);
    }

    /** Returns the scope without the generation's number, which follows it. No index has a letter k. */
    static String scope(KnowledgeBaseId knowledgeBase) {
        return "k" + knowledgeBase.toString().replace("-", "") + "g";
    }
}
