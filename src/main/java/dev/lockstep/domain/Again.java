package dev.lockstep.domain;

import java.util.Set;

import static dev.lockstep.domain.Again.Advice.ASK_THE_OPERATOR;
import static dev.lockstep.domain.Again.Advice.CHANGE_THE_REQUEST;
import static dev.lockstep.domain.Again.Advice.COME_BACK_LATER;
import static dev.lockstep.domain.Again.Advice.SEND_IT_AGAIN;
import static dev.lockstep.domain.Again.Retrier.BUILDING;
import static dev.lockstep.domain.Again.Retrier.BULK_WORK;
import static dev.lockstep.domain.Again.Retrier.JOB;
import static dev.lockstep.domain.Again.Retrier.PASS;
import static dev.lockstep.domain.Again.Retrier.SECOND_LOOK;
import static dev.lockstep.domain.Again.Retrier.STORE_GUARD;
import static dev.lockstep.domain.Again.Retrier.UNIT_OF_WORK;

/**
 * Whether what has failed is worth trying again: by whom of us, and what the client is told. Each {@link ErrorCode} names
 * the one that it is, and whoever decides about trying again asks here. What a store or a model reports is judged where
 * it is translated, before it has a code.
 */
public enum Again {
    /** The request is at fault, and would be refused whenever it came. */
    REFUSED(CHANGE_THE_REQUEST),

    /**
     * What the request meets is not what it takes it for. Nobody waits for a building, and what it meets may have changed
     * by its next attempt.
     */
    CONTRADICTED(CHANGE_THE_REQUEST, BUILDING),

    /** Someone else changed the document first: only who wants the change whatever the document is may look again. */
    OVERTAKEN(CHANGE_THE_REQUEST, SECOND_LOOK, BUILDING),

    /** Whoever prepares the request anew finds the generation that serves now, so there is nothing to wait for. */
    PREPARED_IN_VAIN(SEND_IT_AGAIN, SECOND_LOOK, JOB, BUILDING),

    /** The same request is being carried out: its outcome comes by itself. */
    IN_FLIGHT(COME_BACK_LATER, SECOND_LOOK, JOB, BUILDING),

    /** Another one is at work. Passes are begun by clients and by the clock, never by jobs. */
    OCCUPIED(COME_BACK_LATER, BUILDING),

    /** What became of it is settled by recovery, which takes longer than a call should. */
    UNSETTLED(COME_BACK_LATER, JOB, BUILDING),

    /** There was no room. A client had better come back, but work in bulk makes the crowd, and waits. */
    CROWDED_OUT(COME_BACK_LATER, BULK_WORK, JOB, BUILDING),

    /** What is needed is away. The guards of stores and models have tried again what certainly had no effect. */
    AWAY(COME_BACK_LATER, UNIT_OF_WORK, JOB, BUILDING),

    /** Qdrant is away, where it does no harm to write or to delete the same point twice. */
    POINTS_AWAY(COME_BACK_LATER, STORE_GUARD, UNIT_OF_WORK, JOB, BUILDING, PASS),

    /** The time of a call is up, so its guard is not to go on; a unit of work looks whether its own is. */
    LATE(COME_BACK_LATER, UNIT_OF_WORK, JOB, BUILDING, PASS),

    /** Away as well, but only requests ever meet it: no job uses it. */
    AWAY_FOR_REQUESTS(COME_BACK_LATER, UNIT_OF_WORK, BUILDING),

    /** Nobody can tell clients when it will be better, but a job has the time to find out. */
    OUT_OF_ORDER(ASK_THE_OPERATOR, UNIT_OF_WORK, JOB, BUILDING),

    /** Qdrant refuses what it should not. A pass leaves the collection out, and the next one finds out more. */
    POINTS_REFUSED(ASK_THE_OPERATOR, BUILDING, PASS),

    /** A defect, and some show only now and then: the attempts of a job and of a building have an end anyway. */
    DEFECT(ASK_THE_OPERATOR, JOB, BUILDING),

    /** It was tried again already, as often as makes sense. */
    GIVEN_UP(ASK_THE_OPERATOR, BUILDING);

    /** The fact that says how many seconds clients are asked to wait; without it they are asked for the usual ones. */
    public static final String RETRY_AFTER = "retry_after_seconds";

    /** What clients are asked to wait when nothing is known about how long it takes. */
    public static final int RETRY_AFTER_SECONDS = 1;

    private final Advice advice;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<Retrier> by;

    Again(Advice advice, Retrier... by) {
        this.advice = advice;
        this.by = Set.of(by);
    }

    /** What it is for a failure of any kind: one that has no code is a defect. */
    public static Again of(Throwable failure) {
        return Failure.of(failure).code().again();
    }

    /** Whether this one tries again what has failed so. */
    public boolean by(Retrier who) {
        return by.contains(who);
    }

    public Advice advice() {
        return advice;
    }

    /** Who tries again: the first four within the call, while its caller waits; the others later. */
    public enum Retrier {
        /** The guard of Qdrant, a moment later. */
        STORE_GUARD,
        /** A unit of work and its undoing, with the same ids and while there is time. */
        UNIT_OF_WORK,
        /** The lines of a batch, and the documents of a building: they wait for room. */
        BULK_WORK,
        /** What was prepared by something that has changed since, and looks at it once more. */
        SECOND_LOOK,
        /** A job, by its next attempt. */
        JOB,
        /** The building of a generation, by its next attempt. */
        BUILDING,
        /** A pass of reconciliation, which leaves the collection out and comes to it the next time. */
        PASS
    }

    /** What the client is told. */
    public enum Advice {
        /** The same request may succeed later: the answer has {@code Retry-After}. */
        COME_BACK_LATER,
        /** The same request may succeed at once. */
        SEND_IT_AGAIN,
        /** The same request fails as long as the request, or what it is about, is not another. */
        CHANGE_THE_REQUEST,
        /** No request helps: whoever runs the service has to look. */
        ASK_THE_OPERATOR
    }
}
