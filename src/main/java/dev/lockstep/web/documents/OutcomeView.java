package dev.lockstep.web.documents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkiverse.resteasy.problem.HttpProblem;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many documents.
 *
 * @param line its number, of a batch
 * @param file its name, of a form
 * @param status what the answer would be had it been sent alone
 * @param document as after a request of its own; with a problem there is none
 */
@JsonInclude(Include.NON_NULL)
public record OutcomeView(
        @Nullable Long line,
        @Nullable String file,
        int status,

        @Schema(implementation = DocumentView.class) @Nullable
        Object document,

        @Nullable HttpProblem problem) {}
