package dev.lockstep.domain;

import java.util.UUID;

/** Identifies a job. Ids grow with time. */
public record JobId(UUID value) implements Comparable<JobId> {

    public static JobId next() {
        return new JobId(TimeOrderedUuid.next());
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
