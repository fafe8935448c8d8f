package dev.lockstep.web.evaluations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.features.evaluation.EvaluationFormat;
import dev.lockstep.features.evaluation.EvaluationResult;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes what a job has measured as a client that waits would have got it. */
@ApplicationScoped
class EvaluationJson implements EvaluationFormat {

    private final ObjectMapper json;

    EvaluationJson(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String json(EvaluationResult result) {
        try {
            return json.writeValueAsString(EvaluationView.of(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
