package dev.lockstep.engine.unitofwork;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All participants, by name. */
@ApplicationScoped
class Participants {

    private final Map<String, Participant> byName;

    Participants(@Any Instance<Participant> all) {
        this.byName = all.stream().collect(Collectors.toUnmodifiableMap(Participant::name, Function.identity()));
    }

    /** @throws IllegalStateException for a record written by a version that knew more participants */
    Participant named(String name) {
        Participant participant = byName.get(name);
        if (participant == null) {
            throw new IllegalStateException("the record names a participant '" + name
                    + "' that this version lacks; there are " + byName.keySet());
        }
        return participant;
    }

    Collection<Participant> all() {
        return byName.values();
    }
}
