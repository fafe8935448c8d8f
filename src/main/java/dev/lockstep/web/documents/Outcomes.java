package dev.lockstep.web.documents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.StoredResponse;
import dev.lockstep.features.batch.InsertionOutcome;
import dev.lockstep.features.batch.LineResult;
import dev.lockstep.features.batch.LineResults;
import dev.lockstep.web.http.Answer;
import dev.lockstep.web.http.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Reports the outcome for each of many documents. */
@ApplicationScoped
class Outcomes implements LineResults {

    private final ObjectMapper json;

    Outcomes(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public String of(String knowledgeBase, LineResult result) {
        try {
            return json.writeValueAsString(ofLine(knowledgeBase, result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    OutcomeView ofLine(String knowledgeBase, LineResult result) {
        return view(result.line(), null, knowledgeBase, result.outcome());
    }

    OutcomeView ofFile(String knowledgeBase, @Nullable String file, InsertionOutcome outcome) {
        return view(null, file, knowledgeBase, outcome);
    }

    private OutcomeView view(
            @Nullable Long line, @Nullable String file, String knowledgeBase, InsertionOutcome outcome) {
        if (outcome instanceof InsertionOutcome.Failed failed) {
            HttpProblem problem = problem(failed.failure());
            return new OutcomeView(line, file, problem.getStatusCode(), null, problem);
        }
        if (outcome instanceof InsertionOutcome.Replayed replayed) {
            StoredResponse response = replayed.response();
            return new OutcomeView(line, file, response.status(), document(response.body()), null);
        }
        Answer answer = DocumentResource.answer(knowledgeBase, ((InsertionOutcome.Done) outcome).receipt());
        return new OutcomeView(line, file, answer.status(), answer.entity(), null);
    }

    private @Nullable Object document(@Nullable String stored) {
        try {
            return stored == null ? null : json.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpProblem problem(Failure failure) {
        return Problems.inBody(failure).build();
    }
}
