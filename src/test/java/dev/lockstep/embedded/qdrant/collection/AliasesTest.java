package dev.lockstep.embedded.qdrant.collection;

import dev.lockstep.embedded.qdrant.RunningQdrant;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.RenameAlias;
import io.qdrant.client.grpc.Collections.UpdateCollection;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.lockstep.embedded.qdrant.RunningQdrant.creation;
import static dev.lockstep.embedded.qdrant.RunningQdrant.point;
import static dev.lockstep.embedded.qdrant.RunningQdrant.upsertOf;
import static io.qdrant.client.PointIdFactory.id;
import static io.qdrant.client.QueryFactory.nearest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Aliases as in Qdrant: update_aliases in lib/storage/src/content_manager/toc/collection_meta_ops.rs, alias_mapping.rs. */
class AliasesTest {
    @TempDir
    Path directory;

    private RunningQdrant qdrant;

    @BeforeEach
    void start() {
        qdrant = RunningQdrant.in(directory);
        collection("red", 1);
        collection("blue", 2);
    }

    @AfterEach
    void stop() {
        qdrant.close();
    }

    /** With as many points as said. */
    private void collection(String name, int points) {
        var created = qdrant.collections.create(creation(name, 1, Distance.Dot));
        assertThat(created.getResult()).isTrue();
        for (int number = 1; number <= points; number++) {
            upsert(name, number);
        }
    }

    private void upsert(String collection, long number) {
        var upserted = qdrant.points.upsert(upsertOf(point(number, Map.of(), 1))
                .setCollectionName(collection)
                .setWait(true)
                .build());
        assertThat(upserted.hasResult()).isTrue();
    }

    @Test
    void callsTakeAnAliasInThePlaceOfTheCollection() throws Exception {
        change(create("live", "red"));
        assertThat(count("live")).isEqualTo(1);
        upsert("live", 7);
        assertThat(count("red")).isEqualTo(2);
        assertThat(qdrant.points
                        .get(GetPoints.newBuilder()
                                .setCollectionName("live")
                                .addIds(id(7))
                                .build())
                        .getResultCount())
                .isEqualTo(1);
        assertThat(qdrant.points
                        .scroll(ScrollPoints.newBuilder()
                                .setCollectionName("live")
                                .build())
                        .getResultCount())
                .isEqualTo(2);
        assertThat(qdrant.client
                        .queryAsync(QueryPoints.newBuilder()
                                .setCollectionName("live")
                                .setUsing(RunningQdrant.DENSE)
                                .setQuery(nearest(1f))
                                .build())
                        .get())
                .hasSize(2);
        assertThat(qdrant.client.collectionExistsAsync("live").get()).isTrue();
        assertThat(qdrant.collections
                        .get(GetCollectionInfoRequest.newBuilder()
                                .setCollectionName("live")
                                .build())
                        .getResult()
                        .getPointsCount())
                .isEqualTo(2);
        assertThat(qdrant.collections
                        .update(UpdateCollection.newBuilder()
                                .setCollectionName("live")
                                .build())
                        .getResult())
                .isTrue();
        assertThat(qdrant.client.listCollectionsAsync().get()).containsExactly("blue", "red");
    }

    @Test
    void anAliasMovesFromOneCollectionToAnotherInOneStep() {
        change(create("live", "red"));
        change(delete("live"), create("live", "blue"), create("old", "red"));
        assertThat(count("live")).isEqualTo(2);
        assertThat(count("old")).isEqualTo(1);
        change(create("live", "red"));
        assertThat(count("live")).as("without a deletion before").isEqualTo(1);
    }

    @Test
    void aRenamedAliasKeepsItsCollectionAndReplacesAnother() {
        change(create("one", "red"), create("two", "blue"));
        change(rename("one", "two"));
        assertThat(count("two")).isEqualTo(1);
        refused(() -> count("one"), "NOT_FOUND: Not found: Collection `one` doesn't exist!");
    }

    @Test
    void aChangeThatFailsInTheMiddleChangesNothing() {
        change(create("live", "red"));
        refused(
                () -> change(create("live", "blue"), delete("live"), rename("missing", "other")),
                "NOT_FOUND: Not found: Alias missing does not exists!");
        assertThat(count("live")).isEqualTo(1);
        assertThat(aliases()).containsExactly("live=red");
    }

    @Test
    void conflictsAreRefused() {
        change(create("live", "red"));
        refused(() -> change(create("a", "nowhere")), "NOT_FOUND: Not found: Collection `nowhere` doesn't exist!");
        refused(() -> change(create("a", "live")), "NOT_FOUND: Not found: Collection `live` doesn't exist!");
        String taken = "ALREADY_EXISTS: Wrong input: Collection `blue` already exists!";
        refused(() -> change(create("blue", "red")), taken);
        refused(() -> change(rename("live", "blue")), taken);
        refused(
                () -> change(AliasOperations.getDefaultInstance()),
                "INVALID_ARGUMENT: Wrong input: Malformed AliasOperation type");
        refused(
                () -> collection("live", 0),
                "INVALID_ARGUMENT: Wrong input: Can't create collection with name live."
                        + " Alias with the same name already exists");
        refused(
                () -> change(create("", "red")),
                "INVALID_ARGUMENT: Validation error in body:"
                        + " [alias_name: value \"\" invalid, must be from 1 to 255 characters]");
        change(delete("missing"));
        assertThat(aliases()).containsExactly("live=red");
    }

    @Test
    void aCollectionTakesItsAliasesWithItAndAnAliasDeletesNoCollection() {
        change(create("a", "red"), create("b", "red"), create("c", "blue"));
        assertThat(deleteCollection("a")).isFalse();
        assertThat(deleteCollection("red")).isTrue();
        assertThat(aliases()).containsExactly("c=blue");
        collection("a", 0);
        restart();
        assertThat(aliases()).containsExactly("c=blue");
    }

    @Test
    void aliasesAreListedByCollectionAndAlsoAfterARestart() {
        change(create("z", "blue"), create("b", "red"), create("a", "red"));
        restart();
        assertThat(aliases()).containsExactly("z=blue", "a=red", "b=red");
        assertThat(aliasesOf("red")).containsExactly("a=red", "b=red");
        assertThat(aliasesOf("a")).isEmpty();
        assertThat(aliasesOf("nowhere")).isEmpty();
        assertThat(count("z")).isEqualTo(2);
    }

    @Test
    void aChangeThatACrashCutShortNeverHappened() throws IOException {
        change(create("live", "red"));
        qdrant.close();
        byte[] whole = Files.readAllBytes(directory.resolve("aliases"));
        Files.write(directory.resolve("aliases.new"), Arrays.copyOf(whole, whole.length - 3));
        qdrant = RunningQdrant.in(directory);
        assertThat(aliases()).containsExactly("live=red");
        change(create("live", "blue"));
        restart();
        assertThat(aliases()).containsExactly("live=blue");
    }

    @Test
    void aliasesOfACollectionWhoseDeletionACrashCutShortAreGone() throws IOException {
        change(create("live", "red"), create("other", "blue"));
        qdrant.close();
        try (Stream<Path> directories = Files.list(directory.resolve("collections"))) {
            for (Path found : directories.toList()) {
                if (CollectionFile.read(found).created().getCollectionName().equals("red")) {
                    CollectionFile.delete(found);
                }
            }
        }
        qdrant = RunningQdrant.in(directory);
        assertThat(aliases()).containsExactly("other=blue");
        collection("live", 0);
    }

    @Test
    void aFileOfAliasesThatCannotBeReadStopsTheStart() throws IOException {
        qdrant.close();
        Files.write(directory.resolve("aliases"), new byte[] {0, 0, 0, 9, 0});
        assertThatThrownBy(() -> RunningQdrant.in(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format 9");
        Files.delete(directory.resolve("aliases"));
        qdrant = RunningQdrant.in(directory);
    }

    @Test
    void readersSeeOneCollectionOrTheOtherWhileTheAliasMoves() throws Exception {
        change(create("live", "red"), create("spare", "blue"));
        AtomicBoolean moving = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> reads = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                reads.add(readers.submit(() -> readWhile(moving)));
            }
            for (int move = 0; move < 60; move++) {
                String live = move % 2 == 0 ? "blue" : "red";
                String spare = move % 2 == 0 ? "red" : "blue";
                change(delete("live"), delete("spare"), create("live", live), create("spare", spare));
            }
            moving.set(false);
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            moving.set(false);
            readers.shutdownNow();
        }
    }

    private int readWhile(AtomicBoolean moving) {
        int reads = 0;
        while (moving.get()) {
            assertThat(count("live")).isBetween(1L, 2L);
            assertThat(aliases()).isIn(List.of("spare=blue", "live=red"), List.of("live=blue", "spare=red"));
            reads++;
        }
        return reads;
    }

    @Test
    void anAliasAlwaysLeadsSomewhereWhileCollectionsAreReplacedBehindIt(@TempDir Path other) throws Exception {
        AtomicBoolean replacing = new AtomicBoolean(true);
        // More than there are processors: readers are to be stopped between the alias and its collection.
        ExecutorService readers = Executors.newFixedThreadPool(8);
        try (CollectionRegistry registry = CollectionRegistry.open(other, UpdateSettings.DEFAULT)) {
            String old = "generation-0";
            registry.create(creation(old, 1, Distance.Dot));
            registry.changeAliases(List.of(create("live", old)));
            List<Future<Integer>> reads = new ArrayList<>();
            for (int reader = 0; reader < 8; reader++) {
                reads.add(readers.submit(() -> findWhile(replacing, registry)));
            }
            for (int generation = 1; generation <= 10; generation++) {
                String next = "generation-" + generation;
                registry.create(creation(next, 1, Distance.Dot));
                registry.changeAliases(List.of(create("live", next)));
                assertThat(registry.delete(old)).isTrue();
                old = next;
            }
            replacing.set(false);
            for (Future<Integer> read : reads) {
                assertThat(read.get()).isPositive();
            }
        } finally {
            replacing.set(false);
            readers.shutdownNow();
        }
    }

    private static int findWhile(AtomicBoolean replacing, CollectionRegistry registry) {
        int found = 0;
        while (replacing.get()) {
            found += registry.get("live").name().startsWith("generation") ? 1 : 0;
        }
        return found;
    }

    private void restart() {
        qdrant.close();
        qdrant = RunningQdrant.in(directory);
    }

    private long count(String collection) {
        return qdrant.points
                .count(CountPoints.newBuilder().setCollectionName(collection).build())
                .getResult()
                .getCount();
    }

    private boolean deleteCollection(String name) {
        return qdrant.collections
                .delete(DeleteCollection.newBuilder().setCollectionName(name).build())
                .getResult();
    }

    private List<String> aliases() {
        return texts(qdrant.collections
                .listAliases(ListAliasesRequest.getDefaultInstance())
                .getAliasesList());
    }

    private List<String> aliasesOf(String collection) {
        return texts(qdrant.collections
                .listCollectionAliases(ListCollectionAliasesRequest.newBuilder()
                        .setCollectionName(collection)
                        .build())
                .getAliasesList());
    }

    private static List<String> texts(List<AliasDescription> aliases) {
        return aliases.stream()
                .map(alias -> alias.getAliasName() + "=" + alias.getCollectionName())
                .toList();
    }

    private void change(AliasOperations... actions) {
        ChangeAliases request =
                ChangeAliases.newBuilder().addAllActions(List.of(actions)).build();
        assertThat(qdrant.collections.updateAliases(request).getResult()).isTrue();
    }

    private static AliasOperations create(String alias, String collection) {
        return AliasOperations.newBuilder()
                .setCreateAlias(CreateAlias.newBuilder().setAliasName(alias).setCollectionName(collection))
                .build();
    }

    private static AliasOperations rename(String old, String changed) {
        return AliasOperations.newBuilder()
                .setRenameAlias(RenameAlias.newBuilder().setOldAliasName(old).setNewAliasName(changed))
                .build();
    }

    private static AliasOperations delete(String alias) {
        return AliasOperations.newBuilder()
                .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(alias))
                .build();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).hasMessage(message);
    }
}
