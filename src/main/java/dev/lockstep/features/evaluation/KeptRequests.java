package dev.lockstep.features.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.domain.Job;
import dev.lockstep.engine.jobs.JobInput;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.platform.spool.Spool;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps requests in the spool until their jobs are done. Only Lockstep reads them, but perhaps a version that knows less. */
@ApplicationScoped
class KeptRequests {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Spool spool;
    private final JobInput input;

    KeptRequests(Spool spool, JobInput input) {
        this.spool = spool;
        this.input = input;
    }

    /** Writes a request to the spool, and returns the name of its file. */
    Uni<String> keep(EvaluationRequest request) {
        return spool.keep(() -> {
            try {
                return JSON.writeValueAsBytes(request);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    Uni<EvaluationRequest> of(Job job) {
        return input.of(job)
                .chain(file -> CallerContext.compute(() -> {
                    try {
                        return JSON.readValue(file.path().toFile(), EvaluationRequest.class);
                    } catch (IOException e) {
                        throw new UncheckedIOException("the request of a job can't be read", e);
                    }
                }));
    }
}
