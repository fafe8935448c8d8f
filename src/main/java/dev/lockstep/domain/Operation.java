package dev.lockstep.domain;

/** Something that a client wants done within a transaction. Each participant knows its own kinds. */
public interface Operation {

    /** The name of the participant that carries it out. */
    String participant();
}
