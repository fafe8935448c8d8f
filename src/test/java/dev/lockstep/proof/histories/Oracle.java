package dev.lockstep.proof.histories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must be visible. A subject is a document or a conversation; its state is a string: the mark of the write that made a
 * document's live version, the marks of a conversation's messages, or {@link #ABSENT}.
 *
 * <p>While an answer is missing, a subject has more than one possible state. What is seen may decide which one it is, for
 * all subjects of the write at once; what is decided stays decided.
 */
final class Oracle {

    static final String ABSENT = "absent";

    /** What a write says of a document. */
    record Content(String text, Map<String, String> metadata) {
        Content {
            metadata = Map.copyOf(metadata);
        }
    }

    private static final class Subject {
        /** As it was before the writes that are not decided. */
        String base = ABSENT;

        /** Of concurrent writes that succeeded, whichever was the last. */
        final Set<String> candidates = new LinkedHashSet<>();

        final Set<Write> open = new LinkedHashSet<>();

        /** Versions only grow, until the document is deleted. */
        int version;

        String versionOf = ABSENT;

        Set<String> possible(String name) {
            Set<String> possible = new LinkedHashSet<>(candidates);
            if (candidates.isEmpty()) {
                possible.add(base);
            }
            open.forEach(write -> possible.add(write.after().get(name)));
            return possible;
        }

        void becomes(String state) {
            base = state;
            candidates.clear();
        }
    }

    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Map<String, Content> contents = new LinkedHashMap<>();
    private final Set<Write> decided = new LinkedHashSet<>();
    private final Set<Write> doubts = new LinkedHashSet<>();

    void wrote(String mark, Content content) {
        contents.put(mark, content);
    }

    Content content(String mark) {
        Content content = contents.get(mark);
        if (content == null) {
            throw new Violation("nobody ever wrote " + mark);
        }
        return content;
    }

    /** The only possible state; empty while there are several. */
    Optional<String> exact(String name) {
        Set<String> possible = subject(name).possible(name);
        return possible.size() == 1 && subject(name).open.isEmpty()
                ? Optional.of(possible.iterator().next())
                : Optional.empty();
    }

    boolean isAbsent(String name) {
        return exact(name).filter(ABSENT::equals).isPresent();
    }

    Set<String> possible(String name) {
        return subject(name).possible(name);
    }

    /** The version as last seen, 0 if it was not seen since it changed. */
    int version(String name) {
        Subject subject = subject(name);
        return !isAbsent(name) && exact(name).filter(subject.versionOf::equals).isPresent() ? subject.version : 0;
    }

    private Subject subject(String name) {
        return subjects.computeIfAbsent(name, unused -> new Subject());
    }

    /** Writes whose answers are missing, oldest first. */
    List<Write> doubts() {
        return List.copyOf(doubts);
    }

    /** One write or several concurrent ones were sent; nothing is open on their subjects. */
    void outcome(List<Write> committed, List<Write> undecided) {
        for (Write write : committed) {
            write.after().forEach((name, state) -> subject(name).candidates.add(state));
        }
        for (Write write : undecided) {
            doubts.add(write);
            write.after().forEach((name, state) -> subject(name).open.add(write));
        }
        for (Write write : committed) {
            write.after().keySet().forEach(this::conclude);
        }
        committed.forEach(this::mayBeReborn);
        undecided.forEach(this::mayBeReborn);
    }

    /** A write that was in doubt has turned out to be committed. */
    void committed(Write write) {
        doubts.remove(write);
        confirm(write);
    }

    private void confirm(Write write) {
        if (decided.add(write)) {
            write.after().forEach((name, state) -> {
                subject(name).open.remove(write);
                subject(name).candidates.add(state);
                conclude(name);
            });
            mayBeReborn(write);
        }
    }

    /** A write that was in doubt has turned out not to be committed, for ever. */
    void undone(Write write) {
        if (decided.contains(write)) {
            throw new Violation(write + " was seen, and now is said to be undone");
        }
        doubts.remove(write);
        write.after().keySet().forEach(name -> subject(name).open.remove(write));
    }

    private void conclude(String name) {
        Subject subject = subject(name);
        if (subject.open.isEmpty() && subject.candidates.size() == 1) {
            subject.becomes(subject.candidates.iterator().next());
        }
    }

    /** Everything that one answer showed: the states of these subjects at one instant. */
    void saw(String where, Map<String, String> seen) {
        seen.forEach(this::decideBy);
        List<String> wrong = new ArrayList<>();
        seen.forEach((name, state) -> {
            Set<String> possible = possible(name);
            if (!possible.contains(state)) {
                wrong.add(name + " is " + state + " and must be " + String.join(" or ", possible));
            }
        });
        if (!wrong.isEmpty()) {
            throw new Violation(where + ": " + String.join("; ", wrong));
        }
        seen.forEach((name, state) -> {
            if (subject(name).open.isEmpty()) {
                subject(name).becomes(state);
            }
        });
    }

    /** A state that only one open write explains means that this write, all of it, is committed. */
    private void decideBy(String name, String state) {
        Subject subject = subject(name);
        boolean known = subject.candidates.isEmpty() ? subject.base.equals(state) : subject.candidates.contains(state);
        List<Write> explain = subject.open.stream()
                .filter(write -> state.equals(write.after().get(name)))
                .toList();
        if (!known && explain.size() == 1) {
            confirm(explain.get(0));
        }
    }

    void sawVersion(String where, String name, String state, int version) {
        Subject subject = subject(name);
        boolean same = subject.versionOf.equals(state);
        boolean reborn = subject.versionOf.equals(ABSENT);
        if (same ? version != subject.version : !reborn && version <= subject.version) {
            throw new Violation(where + ": " + name + " had version " + subject.version + " (" + subject.versionOf
                    + ") and now has " + version + " (" + state + ")");
        }
        subject.version = version;
        subject.versionOf = state;
    }

    /** What comes after a deletion begins with any version. */
    private void mayBeReborn(Write write) {
        write.after().forEach((name, state) -> {
            if (state.equals(ABSENT)) {
                subject(name).versionOf = ABSENT;
            }
        });
    }
}
