package dev.lockstep.proof.histories;

import dev.lockstep.proof.histories.Writes.Doc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A random history. Each step has its own randomness, so that what one does leaves the choices of the next alone. */
final class History {

    private static final int LINES = 60;
    private static final int MOST_DOUBTS = 4;
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final SplittableRandom random;
    private final Repertoire repertoire;
    private final World world;
    private final Oracle oracle = new Oracle();
    private final Conversations conversations = new Conversations(oracle);
    private final Writes writes = new Writes(oracle, conversations);
    private final Clients clients;
    private final Checks checks;
    private final Disturbances disturbances;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Map<Step, Integer> taken = new EnumMap<>(Step.class);
    private int steps;

    History(long seed, World world, Repertoire repertoire) {
        this.repertoire = repertoire;
        this.random = new SplittableRandom(seed);
        this.world = world;
        this.clients = new Clients(world, oracle, this::note);
        this.checks = new Checks(world, oracle, conversations);
        this.disturbances = new Disturbances(world, oracle, writes, clients, checks, this::note);
    }

    int steps() {
        return steps;
    }

    private void note(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(steps + ". " + line);
    }

    /** Makes knowledge bases of small chunks, and documents of all teams, so that every filter knows its field. */
    void begin() {
        Replica replica = world.replicas().get(0);
        for (String name : Writes.KNOWLEDGE_BASES) {
            String body = Writes.json(Map.of(
                    "name",
                    name,
                    "chunking",
                    Map.of("max_tokens", 16, "overlap_tokens", 0),
                    "placement",
                    name.equals("atlas") ? "own" : "shared"));
            Answer made = replica.post("/v1/knowledge-bases", body);
            if (made.status() != 201) {
                throw new Violation("no knowledge base: " + made + " " + made.body());
            }
            if (!clients.send(replica, writes.put(new Doc(name, "d0"), random))) {
                throw new Violation("no first document in " + name);
            }
        }
        conversations.renew(world);
    }

    void step() {
        SplittableRandom own = random.split();
        Step step = repertoire.step(own);
        if (step == Step.CRASH && !world.allUp() && repertoire.steps().contains(Step.PUT)) {
            step = Step.PUT;
        }
        steps++;
        taken.merge(step, 1, Integer::sum);
        try {
            take(step, own);
            settleDoubts(own);
            disturbances.repairLosses(own);
        } catch (Violation violation) {
            throw new Violation("step " + steps + ", " + step + ": " + violation.getMessage() + "\nbefore:\n"
                    + String.join("\n", lines));
        }
    }

    private void take(Step step, SplittableRandom own) {
        Replica replica = world.anyReplica(own);
        Doc doc = Writes.any(own);
        switch (step) {
            case PUT -> ifSettled(doc, replica, own, () -> writes.put(doc, own));
            case INSERT -> ifSettled(doc, replica, own, () -> writes.insert(doc, own));
            case PATCH -> ifSettled(doc, replica, own, () -> writes.patch(doc, own));
            case DELETE -> ifSettled(doc, replica, own, () -> writes.delete(doc));
            case BATCH -> send(replica, batch(own), own);
            case APPEND -> append(replica, own);
            case RACE -> race(doc, own);
            case REPLAY -> clients.replay(replica, own);
            case REUSE_KEY -> clients.reuseKey(replica, writes.put(doc, own), own);
            case SEARCH -> search(replica, doc.knowledgeBase(), own);
            case LIST -> checks.list(replica, doc.knowledgeBase());
            case READ -> checks.read(replica, doc);
            case SEARCH_WHILE_SETTLING -> disturbances.searchWhileSettling(doc.knowledgeBase(), replica, own);
            case RECALL -> recall(replica, own);
            case ASK_AGAIN -> askAgain(own);
            case COMPARE_ALL -> world.replicas().forEach(each -> checks.everything(each, own));
            case REPAIR -> note("repair through " + replica + ": " + world.repair(replica));
            case FAULT -> disturbances.strike(repertoire.fault(own), replica, own);
            case CRASH -> disturbances.crash(replica, own);
        }
    }

    private interface Making {
        Write make();
    }

    private void ifSettled(Doc doc, Replica replica, SplittableRandom own, Making making) {
        if (oracle.exact(doc.subject()).isPresent()) {
            send(replica, making.make(), own);
        } else {
            checks.read(replica, doc);
        }
    }

    /** Whatever is acknowledged, the very next search finds, through either replica. */
    private void send(Replica replica, Write write, SplittableRandom own) {
        if (clients.send(replica, write)) {
            seeEverywhere(write.after().keySet(), own);
        }
    }

    private void seeEverywhere(Set<String> subjects, SplittableRandom own) {
        for (Replica each : world.replicas()) {
            for (String knowledgeBase : Writes.KNOWLEDGE_BASES) {
                if (subjects.stream().anyMatch(subject -> subject.startsWith(knowledgeBase + "/"))) {
                    checks.search(each, knowledgeBase, own);
                }
            }
            subjects.stream()
                    .filter(subject -> conversations.id(subject) != null)
                    .forEach(subject -> checks.recall(each, subject, own));
        }
    }

    private Write batch(SplittableRandom own) {
        Optional<String> conversation = Optional.of(conversations.any(own))
                .filter(name -> oracle.exact(name).isPresent() && own.nextInt(3) == 0);
        return writes.batch(writes.settled(1 + own.nextInt(4), own), conversation, own);
    }

    private void append(Replica replica, SplittableRandom own) {
        String conversation = conversations.any(own);
        if (oracle.exact(conversation).isPresent()) {
            send(replica, writes.append(conversation, own), own);
            conversations.renew(world);
        }
    }

    private void race(Doc doc, SplittableRandom own) {
        if (oracle.exact(doc.subject()).isEmpty()) {
            return;
        }
        List<Write> racing = new ArrayList<>(List.of(writes.put(doc, own)));
        for (int i = 1 + own.nextInt(3); i > 0; i--) {
            racing.add(
                    switch (own.nextInt(4)) {
                        case 0 -> writes.deleteAnyway(doc);
                        default -> writes.put(doc, own);
                    });
        }
        if (clients.race(racing, own)) {
            world.replicas().forEach(each -> checks.read(each, doc));
            seeEverywhere(Set.of(doc.subject()), own);
        }
    }

    private void search(Replica replica, String knowledgeBase, SplittableRandom own) {
        if (own.nextBoolean()) {
            checks.search(replica, knowledgeBase, own);
        } else {
            checks.filter(replica, knowledgeBase, Writes.TEAMS.get(own.nextInt(Writes.TEAMS.size())), own);
        }
    }

    private void recall(Replica replica, SplittableRandom own) {
        String conversation = conversations.any(own);
        checks.messages(replica, conversation);
        checks.recall(replica, conversation, own);
    }

    private void askAgain(SplittableRandom own) {
        List<Write> doubts = oracle.doubts();
        if (!doubts.isEmpty()) {
            clients.askAgain(world.anyReplica(own), doubts.get(own.nextInt(doubts.size())));
        }
    }

    private void settleDoubts(SplittableRandom own) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (oracle.doubts().size() > MOST_DOUBTS) {
            askAgain(own);
            if (System.nanoTime() > end) {
                throw new Violation("nobody tells what became of " + oracle.doubts());
            }
        }
    }

    /** Everything is mended, every doubt is settled, and everything is compared. */
    void end() {
        world.mendAll();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!oracle.doubts().isEmpty()) {
            askAgain(random);
            if (System.nanoTime() > end) {
                throw new Violation("nobody tells what became of " + oracle.doubts());
            }
        }
        disturbances.repair(random);
        int refusedBefore;
        do {
            refusedBefore = checks.refused();
            world.replicas().forEach(each -> checks.everything(each, random));
            if (System.nanoTime() > end) {
                throw new Violation("not everything answers again");
            }
        } while (checks.refused() > refusedBefore);
    }

    String summary() {
        return "%d steps %s, faults %s (%d in all), answers checked %d, refused %d (%d in health), writes refused %d (%d in health), undecided %d"
                .formatted(
                        steps,
                        new TreeMap<>(taken),
                        disturbances.struck(),
                        disturbances.struck().values().stream().mapToInt(i -> i).sum(),
                        checks.made(),
                        checks.refused(),
                        checks.refusedInHealth(),
                        clients.refused(),
                        clients.refusedInHealth(),
                        clients.undecided());
    }
}
