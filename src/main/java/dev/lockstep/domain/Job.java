package dev.lockstep.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work that a client does not wait for, as it is now.
 *
 * @param caller with whose rights it goes on
 * @param knowledgeBaseName as it was when the job came
 * @param parameters what the request said, as JSON
 * @param attempts how often it was begun since it last got any further
 * @param result what a client that waits is answered with, as JSON; null until there is one
 * @param problem why it failed
 */
public record Job(
        JobId id,
        Caller caller,
        KnowledgeBaseId knowledgeBase,
        String knowledgeBaseName,
        Kind kind,
        String parameters,
        Input input,
        State state,
        Progress progress,
        Lines lines,
        int attempts,
        @Nullable String result,
        @Nullable Failure problem,
        Times times) {

    public enum Kind {
        DOCUMENT,
        BATCH,
        EVALUATION
    }

    public enum State {
        QUEUED,
        RUNNING,
        /** It was asked to stop, and will soon know whether it could. */
        CANCELLING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean isOver() {
            return switch (this) {
                case QUEUED, RUNNING, CANCELLING -> false;
                case SUCCEEDED, FAILED, CANCELLED -> true;
            };
        }
    }

    /**
     * The file that a job reads.
     *
     * @param spool the directory in which the file is
     * @param file null once it is removed
     */
    public record Input(UUID spool, @Nullable String file) {}

    /**
     * How far a job is.
     *
     * @param step what is being done; null before anything is
     * @param total null while it is not known
     * @param rate units per second, lately
     */
    public record Progress(
            @Nullable String step,
            @Nullable String unit,
            long done,
            @Nullable Long total,
            @Nullable Double rate) {}

    /**
     * Counts what became of the lines of a batch.
     *
     * @param next the first one that is not counted
     */
    public record Lines(long next, long created, long replaced, long unchanged, long skipped, long failed) {

        public long counted() {
            return created + replaced + unchanged + skipped + failed;
        }

        /** Counts another line, which came after all that are counted. */
        public Lines with(long line, Fate fate) {
            return new Lines(
                    line + 1,
                    created + one(fate, Fate.CREATED),
                    replaced + one(fate, Fate.REPLACED),
                    unchanged + one(fate, Fate.UNCHANGED),
                    skipped + one(fate, Fate.SKIPPED),
                    failed + one(fate, Fate.FAILED));
        }

        private static int one(Fate fate, Fate counted) {
            return fate == counted ? 1 : 0;
        }
    }

    /** Says what can become of a line. */
    public enum Fate {
        CREATED,
        REPLACED,
        UNCHANGED,
        SKIPPED,
        FAILED
    }

    /**
     * The moments of a job's life.
     *
     * @param now by the clock of all the others
     */
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant finished,
            Instant now) {}
}
