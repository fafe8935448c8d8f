package dev.lockstep.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.lockstep.domain.Failure;
import dev.lockstep.domain.Job;
import dev.lockstep.domain.Job.Kind;
import dev.lockstep.domain.Job.Progress;
import dev.lockstep.features.jobs.JobService;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A job as clients see it. */
public record JobView(
        @Schema(format = "uuid") String id,

        @Schema(
                description = "document, batch or evaluation",
                examples = "document",
                enumeration = {"document", "batch", "evaluation"})
        String kind,

        @Schema(
                description = "queued, running, cancelling, and in the end succeeded, failed or cancelled",
                examples = "running",
                enumeration = {"queued", "running", "cancelling", "succeeded", "failed", "cancelled"})
        String status,

        String knowledgeBase,
        @Nullable ProgressView progress,

        @Schema(description = "Of a batch: what became of the lines so far") @JsonInclude(Include.NON_NULL) @Nullable
        LinesView lines,

        @Schema(description = "Of a batch: the first lines that failed, each with its number and its problem")
        @JsonInclude(Include.NON_NULL)
        @Nullable
        List<RawLine> errors,

        @Schema(description = "Begun since it last got any further")
        int attempts,

        @Schema(
                description =
                        "Of a document that is stored, or an evaluation: what a client that waits is answered with",
                implementation = Object.class,
                type = SchemaType.OBJECT)
        @JsonInclude(Include.NON_NULL)
        @Nullable
        @JsonRawValue
        String result,

        @Schema(description = "Why it failed; of one that is tried again, why the last attempt did", ref = "Problem")
        @Nullable
        Map<String, Object> problem,

        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /** How far the job is. */
    public record ProgressView(
            @Schema(
                    description =
                            "Of a document: parsing, recognizing, chunking, embedding or storing. Of a batch: counting or"
                                    + " writing. Of an evaluation: evaluating",
                    examples = "embedding")
            String step,

            @Schema(description = "bytes, pages, chunks, lines or searches", examples = "chunks")
            String unit,

            long done,

            @Schema(description = "Null while it is not known") @Nullable
            Long total,

            @Schema(description = "Units, over the last half minute") @Nullable
            Double perSecond,

            @Schema(description = "If it goes on like this") @Nullable
            Instant estimatedEnd) {}

    /** The numbers of lines by outcome; their sum is how many lines were looked at. */
    public record LinesView(long created, long replaced, long unchanged, long skipped, long failed) {}

    /** The outcome of a line, as it would have been answered. */
    public record RawLine(@JsonRawValue String json) {

        @com.fasterxml.jackson.annotation.JsonValue
        @JsonRawValue
        @Override
        public String json() {
            return json;
        }
    }

    public static JobView of(Job job) {
        return of(job, null);
    }

    /** Returns the answer to a request that has become a job. */
    public static Answer accepted(Job job) {
        return Answer.accepted(UriBuilder.fromPath("/v1/jobs/{id}").build(job.id()), of(job));
    }

    /**
     * Shows a job.
     *
     * @param errors the errors, each as JSON; null when they were not looked up
     */
    public static JobView of(Job job, @Nullable List<String> errors) {
        Job.Lines lines = job.lines();
        return new JobView(
                job.id().toString(),
                name(job.kind()),
                name(job.state()),
                job.knowledgeBaseName(),
                progress(job),
                job.kind() == Kind.BATCH
                        ? new LinesView(
                                lines.created(), lines.replaced(), lines.unchanged(), lines.skipped(), lines.failed())
                        : null,
                errors == null || job.kind() != Kind.BATCH
                        ? null
                        : errors.stream().map(RawLine::new).toList(),
                job.attempts(),
                job.result(),
                job.problem() == null ? null : problem(job.problem()),
                job.times().created(),
                job.times().started(),
                job.times().finished());
    }

    private static @Nullable ProgressView progress(Job job) {
        Progress progress = job.progress();
        return progress.step() == null || progress.unit() == null
                ? null
                : new ProgressView(
                        progress.step(),
                        progress.unit(),
                        progress.done(),
                        progress.total(),
                        progress.rate() == null ? null : Math.round(progress.rate() * 100) / 100.0,
                        JobService.estimatedEnd(job));
    }

    /** Returns the problem as a client that waits would have got it. */
    private static Map<String, Object> problem(Failure failure) {
        var told = Problems.forGood(failure).build();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", told.getStatusCode());
        problem.put("title", told.getTitle());
        problem.put("detail", told.getDetail());
        problem.putAll(told.getParameters());
        return problem;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
