package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.UpdateSettings.Visibility;
import dev.lockstep.embedded.qdrant.disk.TestDisk;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.ScrollPoints;
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

import static io.qdrant.client.WithPayloadSelectorFactory.enable;
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
        this.qdrant = start();
    }

    private RunningQdrant start() {
        settings = UpdateSettings.DEFAULT
                .withReserveBytes(0)
                .withLogBytes(random.nextInt(200, 20_000))
                .withFlushInterval(random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofSeconds(5))
                .withVisibility(random.nextBoolean() ? Visibility.WHOLE : Visibility.GROUPS);
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
                default -> act(Deed.random(random, number));
            }
        }
        restart();
    }

    private enum Death {
        KILL,
        POWER_CUT
    }

    /** Something is under way while it happens. */
    private void die(int number, Death death) throws Exception {
        Map<String, Integer> surviving = new TreeMap<>();
        stories.forEach((name, story) -> surviving.put(name, death == Death.KILL ? story.logged() : story.forced()));
        CompletableFuture<Void> last = CompletableFuture.runAsync(() -> act(Deed.random(random.split(), number)));
        TimeUnit.MICROSECONDS.sleep(random.nextInt(3) * random.nextInt(2_000));
        Path next = directory.resolve("life" + ++lives);
        TestDisk left = death == Death.KILL ? disk.afterKill(next) : disk.afterPowerCut(next, random);
        last.get(30, TimeUnit.SECONDS);
        qdrant.close();
        disk = left;
        qdrant = start();
        found(surviving);
        if (death == Death.POWER_CUT) {
            stories.values().forEach(Story::isForced);
        }
    }

    private void restart() {
        qdrant.close();
        qdrant = start();
        stories.values().forEach(Story::isForced);
        foundAll();
    }

    /** Until there is room again, some operations are logged and some are not; all are told which. */
    private void fillDisk(int number) {
        disk.leave(random.nextInt(6_000));
        for (int i = 0; i < 6; i++) {
            try {
                act(Deed.random(random, 1_000 * number + i));
            } catch (StatusRuntimeException e) {
                assertThat(e).hasMessageContaining("No space left on device");
            }
        }
        if (random.nextInt(4) == 0) {
            qdrant.close();
            disk.isFreed();
            qdrant = start();
            stories.values().forEach(Story::isForced);
            foundAll();
        }
        disk.isFreed();
        for (String name : stories.keySet()) {
            Eventually.until("the index is written again", () -> isWell(name));
        }
        check();
    }

    private boolean isWell(String name) {
        return qdrant.collections
                        .get(GetCollectionInfoRequest.newBuilder()
                                .setCollectionName(name)
                                .build())
                        .getResult()
                        .getStatus()
                == CollectionStatus.Green;
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

    private void act(Deed deed) {
        if (!stories.isEmpty()) {
            List<String> names = new ArrayList<>(stories.keySet());
            String name = names.get(random.nextInt(names.size()));
            act(name, deed, random.nextInt(3) == 0);
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
        foundAll();
    }

    private void foundAll() {
        Map<String, Integer> all = new TreeMap<>();
        stories.forEach((name, story) -> all.put(name, story.logged()));
        found(all);
    }

    private void found(Map<String, Integer> surviving) {
        assertThat(names()).containsExactlyInAnyOrderElementsOf(stories.keySet());
        stories.forEach((name, story) -> story.wentOnWith(points(name), surviving.get(name)));
    }

    private List<String> names() {
        return qdrant.collections.list(ListCollectionsRequest.getDefaultInstance()).getCollectionsList().stream()
                .map(CollectionDescription::getName)
                .toList();
    }

    private Map<Long, String> points(String name) {
        Map<Long, String> points = new TreeMap<>();
        for (RetrievedPoint point : qdrant.points
                .scroll(ScrollPoints.newBuilder()
                        .setCollectionName(name)
                        .setLimit(1_000)
                        .setWithPayload(enable(true))
                        .setWithVectors(io.qdrant.client.WithVectorsSelectorFactory.enable(true))
                        .build())
                .getResultList()) {
            points.put(
                    point.getId().getNum(),
                    Deed.content(
                            point.getPayloadMap().get("n").getIntegerValue(),
                            point.getPayloadMap().get("kind").getStringValue(),
                            point.getVectors()
                                    .getVectors()
                                    .getVectorsMap()
                                    .get(RunningQdrant.DENSE)
                                    .getDense()
                                    .getDataList()));
        }
        return points;
    }

    @Override
    public void close() {
        qdrant.close();
    }
}
