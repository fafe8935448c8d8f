package dev.lockstep.launcher;

/** Says that the service can't start as it is set up. The message is one sentence for whoever starts it; a trace would add nothing. */
final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartRefused(String message) {
        super(message, null, false, false);
    }

    /**
     * Refuses a setting whose value does not work.
     *
     * @param remedy what to do about it, as an imperative
     */
    static StartRefused because(String setting, String value, String why, String remedy) {
        return new StartRefused("%s is \"%s\", but %s: %s.".formatted(setting, value, why, remedy));
    }
}
