package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.disk.TestDisk;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings.Visibility;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** One random history of a server whose process or machine dies now and then. */
final class History implements AutoCloseable {
    private static final int DEEDS = 60;
    private static final List<String> NAMES = List.of("one", "two");

    private final SplittableRandom random;
    private final Path directory;
    private final Map<String, Story> stories = new TreeMap<>();
    private int lives;
    private UpdateSettings settings = UpdateSettings.DEFAULT;
    private TestDisk disk;
    private RunningQdrant qdrant;

    History(long seed, Path directory) throws IOException {
        this.random = new SplittableRandom(seed);
        this.directory = directory;
        this.disk = new TestDisk(Files.createDirectories(directory.resolve("life0")));
        this.qdrant = start(random);
    }

    private RunningQdrant start(SplittableRandom own) {
        settings = UpdateSettings.DEFAULT
                .withReserveBytes(0)
                .withLogBytes(own.nextInt(200, 20_000))
                .withFlushInterval(own.nextInt(4) == 0 ? Duration.ZERO : Duration.ofSeconds(5))
                .withVisibility(own.nextBoolean() ? Visibility.WHOLE : Visibility.GROUPS);
        return RunningQdrant.in(disk.path(), options -> options.withUpdates(updates -> settings));
    }

    void run() throws Exception {
        for (int number = 1; number <= DEEDS; number++) {
            switch (random.nextInt(20)) {
                case 0 -> die(number, Death.KILL);
                case 1 -> die(number, Death.POWER_CUT);
                case 2 -> restart();
                case 3 -> fillDisk(number);
                case 4 -> makeOrDrop(NAMES.get(random.nextInt(NAMES.size())));
                case 5 -> check();
                default -> act(Deed.random(random, number), random);
            }
        }
        restart();
    }

    private enum Death {
        KILL,
        POWER_CUT
    }

    /** Something is under way at that moment. What is answered after it is answered to nobody. */
    private void die(int number, Death death) throws Exception {
        Map<String, Story.Safe> safe = safe();
        CompletableFuture<Void> last = CompletableFuture.runAsync(underWay(number, random.split()));
        TimeUnit.MICROSECONDS.sleep(random.nextInt(3) * random.nextInt(2_000));
        if (last.isDone()) {
            safe = safe();
        }
        Path next = directory.resolve("life" + ++lives);
        TestDisk left = death == Death.KILL ? disk.afterKill(next) : disk.afterPowerCut(next, random);
        last.get(30, TimeUnit.SECONDS);
        qdrant.close();
        disk = left;
        qdrant = start(random);
        for (Map.Entry<String, Map<Long, String>> found : found().entrySet()) {
            Story story = stories.get(found.getKey());
            switch (death) {
                case KILL -> story.survivedKill(found.getValue(), safe.get(found.getKey()));
                case POWER_CUT -> story.survivedPowerCut(found.getValue(), safe.get(found.getKey()));
            }
        }
    }

    private Runnable underWay(int number, SplittableRandom own) {
        return switch (random.nextInt(8)) {
            case 0 -> this::stop;
            case 1 ->
                () -> {
                    stop();
                    qdrant = start(own);
                };
            default -> () -> act(Deed.random(own, number), own);
        };
    }

    private Map<String, Story.Safe> safe() {
        Map<String, Story.Safe> safe = new TreeMap<>();
        stories.forEach((name, story) -> safe.put(name, story.safe()));
        return safe;
    }

    private void stop() {
        qdrant.close();
        stories.values().forEach(Story::isForced);
    }

    private void restart() {
        stop();
        qdrant = start(random);
        hold();
    }

    /** Until there is room again, some operations are logged and some are not; all are told which. */
    private void fillDisk(int number) {
        disk.leave(random.nextInt(6_000));
        for (int i = 0; i < 6; i++) {
            Deed deed = Deed.random(random, 1_000 * number + i);
            boolean ignored = findsRoom(() -> act(deed, random));
        }
        if (random.nextInt(4) == 0) {
            stop();
            disk.isFreed();
            qdrant = start(random);
            hold();
        }
        disk.isFreed();
        for (String name : stories.keySet()) {
            // Somebody must ask: it may meet the full disk after all this, and Green tells of the past.
            Eventually.until("the index is written again", () -> findsRoom(() -> act(name, Deed.NOTHING, true)));
        }
        check();
    }

    private static boolean findsRoom(Runnable deed) {
        try {
            deed.run();
            return true;
        } catch (StatusRuntimeException e) {
            assertThat(e).hasMessageContaining("No space left on device");
            return false;
        }
    }

    private void makeOrDrop(String name) {
        if (stories.remove(name) == null) {
            var ignored = qdrant.collections.create(RunningQdrant.creation(name, 2, Distance.Dot));
            stories.put(name, new Story());
        } else {
            var ignored = qdrant.collections.delete(
                    DeleteCollection.newBuilder().setCollectionName(name).build());
        }
    }

    private void act(Deed deed, SplittableRandom own) {
        if (!stories.isEmpty()) {
            List<String> names = new ArrayList<>(stories.keySet());
            String name = names.get(own.nextInt(names.size()));
            act(name, deed, own.nextInt(3) == 0);
        }
    }

    private void act(String name, Deed deed, boolean wait) {
        Story story = stories.get(name);
        try {
            deed.request().send(qdrant.points.withDeadlineAfter(30, TimeUnit.SECONDS), name, wait);
            story.logged(deed);
            if (wait || settings.flushInterval().isZero()) {
                story.isForced();
            }
        } catch (StatusRuntimeException e) {
            if (e.getMessage().contains("operation is logged") || e.getMessage().contains("operation was logged")) {
                story.logged(deed);
            }
            throw e;
        }
    }

    /** Everything that was acknowledged is there when it is applied. */
    private void check() {
        for (String name : stories.keySet()) {
            act(name, Deed.NOTHING, true);
        }
        hold();
    }

    private void hold() {
        found().forEach((name, points) -> stories.get(name).holds(points));
    }

    private Map<String, Map<Long, String>> found() {
        Map<String, Map<Long, String>> found = Contents.of(qdrant);
        assertThat(found).containsOnlyKeys(stories.keySet());
        return found;
    }

    @Override
    public void close() {
        qdrant.close();
    }
}
