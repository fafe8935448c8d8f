package dev.lockstep.text.parsing.isolation;

/** Says how far parsers are to be kept away from the rest of the machine. */
public enum Sandbox {
    /** In namespaces of their own where the system permits them, else with less. */
    AUTO,
    /** In namespaces of their own, or not at all. */
    REQUIRED,
    /** As processes like any other. */
    OFF
}
