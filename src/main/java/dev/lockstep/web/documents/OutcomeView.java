package dev.lockstep.web.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkiverse.resteasy.problem.HttpProblem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one of many documents.
 *
 * @param line the number of its line in a batch
 * @param file the name of its file in a form
 * @param status the status that it would have been answered with if it had been sent alone
 * @param document the document as after a request of its own; null when there is a problem
 */
@JsonInclude(Include.NON_NULL)
public record OutcomeView(
        @Nullable Long line,
        @Nullable String file,
        int status,

        @Schema(implementation = DocumentView.class) @Nullable
        Object document,

        @Nullable HttpProblem problem) {}
