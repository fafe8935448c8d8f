package dev.lockstep.proof.histories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The conversations of a history. A long one is left as it is, and another one begins. */
final class Conversations {

    static final String EMPTY = "empty";

    private static final int PLACES = 2;
    private static final int LONGEST = 30;

    private final Oracle oracle;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<String> current = new ArrayList<>();

    Conversations(Oracle oracle) {
        this.oracle = oracle;
    }

    String id(String name) {
        return ids.get(name);
    }

    String any(SplittableRandom random) {
        return current.get(random.nextInt(current.size()));
    }

    List<String> current() {
        return List.copyOf(current);
    }

    void renew(World world) {
        current.removeIf(
                name -> oracle.exact(name).filter(Conversations::isLong).isPresent());
        while (current.size() < PLACES) {
            String name = "conversation " + ids.size();
            ids.put(name, make(world, name));
            oracle.outcome(
                    List.of(new Write("begin " + name, "POST", "/v1/conversations", "{}", name, Map.of(name, EMPTY))),
                    List.of());
            current.add(name);
        }
    }

    private static boolean isLong(String state) {
        return state.split(",").length >= LONGEST;
    }

    /** With one key, until it is answered: so it is made once. */
    private static String make(World world, String name) {
        Write write = new Write(
                "begin",
                "POST",
                "/v1/conversations",
                "{\"title\": \"" + name + "\"}",
                name.replace(' ', '-'),
                Map.of());
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            for (Replica replica : world.replicas()) {
                Answer answer = replica.send(write);
                if (answer.succeeded()) {
                    return answer.body().path("id").asText();
                }
            }
        }
        throw new Violation(name + " can't be made for a minute");
    }
}
