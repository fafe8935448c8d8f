package dev.lockstep.features.evaluation;

import dev.lockstep.domain.KnowledgeBase;

/** Learns how far an evaluation is. */
interface EvaluationProgress {

    /** Somebody waits for the answer, and needs no news before. */
    EvaluationProgress UNTOLD = new EvaluationProgress() {
        @Override
        public void begin(KnowledgeBase knowledgeBase, int searches) {}

        @Override
        public void searched() {}
    };

    void begin(KnowledgeBase knowledgeBase, int searches);

    /** Learns that another search is over. It may be called by several threads. */
    void searched();
}
