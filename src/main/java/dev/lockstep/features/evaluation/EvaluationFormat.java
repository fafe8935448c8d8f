package dev.lockstep.features.evaluation;

/** The form of an evaluation's answer, which only the web knows. */
public interface EvaluationFormat {

    /** Returns the answer as JSON, to be kept with the job. */
    String json(EvaluationResult result);
}
