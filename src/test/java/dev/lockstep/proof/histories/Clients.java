package dev.lockstep.proof.histories;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Sends writes, and tells the oracle what became of them. */
final class Clients {

    private static final int REMEMBERED = 200;

    private final World world;
    private final Oracle oracle;
    private final Consumer<String> history;
    private final List<Map.Entry<Write, Answer>> acknowledged = new ArrayList<>();
    private int refused;
    private int refusedInHealth;
    private int undecided;

    Clients(World world, Oracle oracle, Consumer<String> history) {
        this.world = world;
        this.oracle = oracle;
        this.history = history;
    }

    int refused() {
        return refused;
    }

    int refusedInHealth() {
        return refusedInHealth;
    }

    int undecided() {
        return undecided;
    }

    /** @return whether it was acknowledged */
    boolean send(Replica replica, Write write) {
        return take(replica, write, replica.send(write));
    }

    private boolean take(Replica replica, Write write, Answer answer) {
        note(write, replica, answer);
        if (write.isDoomed()) {
            if (!answer.isRefusal() && !answer.isUnavailable() && !answer.isUndecided()) {
                throw new Violation(write + " must be refused, and was answered " + answer);
            }
            return false;
        }
        if (answer.isRefusal()) {
            throw new Violation(write + " was refused without a reason: " + answer + " " + answer.body());
        }
        tell(List.of(write), List.of(answer));
        return answer.succeeded();
    }

    /** All at once. @return whether any was acknowledged */
    boolean race(List<Write> writes, SplittableRandom random) {
        List<CompletableFuture<Answer>> sent = sendAll(
                writes, writes.stream().map(write -> world.anyReplica(random)).toList());
        List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
        for (int i = 0; i < writes.size(); i++) {
            note(writes.get(i), null, answers.get(i));
        }
        if (answers.stream().allMatch(Answer::isRefusal)) {
            throw new Violation("all of these refused each other: " + writes + " " + answers);
        }
        tell(writes, answers);
        return answers.stream().anyMatch(Answer::succeeded);
    }

    /** Something happens while these are on their way to one replica; none of them is in the way of another. */
    void meanwhile(Replica replica, List<Write> writes, long afterMillis, Runnable event) {
        List<CompletableFuture<Answer>> sent =
                sendAll(writes, writes.stream().map(write -> replica).toList());
        pause(afterMillis);
        event.run();
        List<Answer> answers = sent.stream().map(CompletableFuture::join).toList();
        for (int i = 0; i < writes.size(); i++) {
            boolean unused = take(replica, writes.get(i), answers.get(i));
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<CompletableFuture<Answer>> sendAll(List<Write> writes, List<Replica> to) {
        List<CompletableFuture<Answer>> sent = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            Replica replica = to.get(i);
            sent.add(CompletableFuture.supplyAsync(() -> replica.send(write), world.clients()));
        }
        return sent;
    }

    private void note(Write write, Replica replica, Answer answer) {
        history.accept(write + (replica == null ? " in a race" : " through " + replica) + ": " + answer);
        if (answer.status() == 500) {
            throw new Violation(write + " was answered " + answer + " " + answer.body());
        }
        if (answer.isUnavailable()) {
            refused++;
            if (world.isHealthy()) {
                refusedInHealth++;
            }
        }
    }

    private void tell(List<Write> writes, List<Answer> answers) {
        List<Write> committed = new ArrayList<>();
        List<Write> open = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            if (answers.get(i).succeeded()) {
                committed.add(writes.get(i));
                remember(writes.get(i), answers.get(i));
            } else if (answers.get(i).isUndecided()) {
                open.add(writes.get(i));
                undecided++;
            }
        }
        oracle.outcome(committed, open);
    }

    private void remember(Write write, Answer answer) {
        acknowledged.add(Map.entry(write, answer));
        if (acknowledged.size() > REMEMBERED) {
            acknowledged.remove(0);
        }
    }

    /** Sends a write in doubt again: the answer is that of the first time, if it got anywhere. */
    void askAgain(Replica replica, Write write) {
        Answer answer = replica.send(write);
        note(write, replica, answer);
        if (answer.succeeded()) {
            oracle.committed(write);
            remember(write, answer);
        } else if (answer.replayed() && (answer.isRefusal() || answer.isUnavailable())) {
            oracle.undone(write);
        }
    }

    void replay(Replica replica, SplittableRandom random) {
        if (acknowledged.isEmpty()) {
            return;
        }
        Map.Entry<Write, Answer> earlier = acknowledged.get(random.nextInt(acknowledged.size()));
        Answer answer = replica.send(earlier.getKey());
        note(earlier.getKey(), replica, answer);
        if (answer.isUnavailable() || answer.status() == 0) {
            return;
        }
        boolean same = answer.status() == earlier.getValue().status()
                && plain(answer.body()).equals(plain(earlier.getValue().body()));
        if (!answer.replayed() || !same) {
            throw new Violation(earlier.getKey() + " was answered " + earlier.getValue() + " "
                    + earlier.getValue().body() + " and again " + answer + " " + answer.body());
        }
    }

    private static Map<String, String> plain(JsonNode body) {
        Map<String, String> plain = new LinkedHashMap<>();
        body.fields()
                .forEachRemaining(
                        field -> plain.put(field.getKey(), field.getValue().toString()));
        return plain;
    }

    void reuseKey(Replica replica, Write other, SplittableRandom random) {
        if (acknowledged.isEmpty()) {
            return;
        }
        String key =
                acknowledged.get(random.nextInt(acknowledged.size())).getKey().key();
        Write reusing = new Write(other.what(), other.method(), other.path(), other.body(), key, Map.of());
        Answer answer = replica.send(reusing);
        note(reusing, replica, answer);
        if (answer.status() != 422 && !answer.isUnavailable() && answer.status() != 0) {
            throw new Violation(reusing + " has the key of another request, and was answered " + answer);
        }
    }
}
