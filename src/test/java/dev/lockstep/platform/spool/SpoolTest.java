package dev.lockstep.platform.spool;

import dev.lockstep.domain.ErrorCode;
import dev.lockstep.domain.KnowledgeException;
import dev.lockstep.platform.spool.Faucet.End;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.SpoolFiles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files on their way to disk. */
class SpoolTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DROPS = 100;
    private static final long SIZE = (long) DROPS * Faucet.DROP;
    private static final SizeLimit ENOUGH = new SizeLimit(SIZE, "some.setting");

    @TempDir
    Path directory;

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private Spool spool(String... settings) {
        return Spools.in(directory, VERTX, settings);
    }

    private static Faucet faucet(End end) {
        return Faucet.of(VERTX, DROPS, end);
    }

    private SpooledFile received(Spool spool) {
        return spool.receive(faucet(End.WHOLE), ENOUGH).await().atMost(PATIENCE);
    }

    private static KnowledgeException refusal(Spool spool, Faucet body, SizeLimit limit) {
        return catchThrowableOfType(
                KnowledgeException.class,
                () -> spool.receive(body, limit).await().atMost(PATIENCE));
    }

    private List<String> files() throws IOException {
        return SpoolFiles.in(directory);
    }

    @Test
    void aBodyBecomesAFileWithItsDigest() throws Exception {
        Spool spool = spool();

        SpooledFile file = received(spool);

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[(int) SIZE]);
        assertThat(file.path()).hasSize(SIZE);
        assertThat(file.bytes()).isEqualTo(SIZE);
        assertThat(file.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
        assertThat(spool.find(file.name()).await().atMost(PATIENCE)).contains(file);
    }

    @Test
    void nothingComesWhileTheDiskIsBusy() {
        CountDownLatch diskIsBusy = new CountDownLatch(1);
        Faucet body = faucet(End.WHOLE);
        Sink<Integer> slow = new Sink<>() {

            private int bytes;

            @Override
            public void write(ByteBuffer more) throws IOException {
                try {
                    diskIsBusy.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                bytes += more.remaining();
            }

            @Override
            public Integer finish() {
                return bytes;
            }

            @Override
            public void abandon() {}
        };
        var whole = spool().pour(body, slow, ENOUGH).subscribeAsCompletionStage();
        Eventually.holds(() -> assertThat(body.given()).isEqualTo(8));
        // Whatever else was to come would be there after as many turns of the event loop.
        CountDownLatch turns = new CountDownLatch(DROPS);
        for (int i = 0; i < DROPS; i++) {
            VERTX.runOnContext(turn -> turns.countDown());
        }
        Eventually.holds(() -> assertThat(turns.getCount()).isZero());
        assertThat(body.given()).isEqualTo(8);

        diskIsBusy.countDown();

        assertThat(whole.join()).isEqualTo((int) SIZE);
    }

    @Test
    void aFileIsForItsOwnerOnlyAndSoIsTheDirectoryThatIsMadeForIt() throws IOException {
        assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "this file system does not know who may read a file");
        Path made = directory.resolve("made");

        SpooledFile file = received(Spools.in(made, VERTX));

        assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(file.path())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsTooLargeLeavesNothing() throws IOException {
        KnowledgeException refusal = refusal(spool(), faucet(End.WHOLE), new SizeLimit(SIZE - 1, "some.setting"));

        assertThat(refusal.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
        assertThat(refusal).hasMessageContaining("at most " + (SIZE - 1)).hasMessageContaining("some.setting");
        assertThat(files()).isEmpty();
    }

    @Test
    void whatBreaksOffLeavesNothing() throws IOException {
        KnowledgeException refusal = refusal(spool(), faucet(End.CUT_OFF), ENOUGH);

        assertThat(refusal.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatNobodyWaitsForLeavesNothing() throws IOException {
        Faucet body = faucet(End.SILENCE);
        Cancellable waiting = spool().receive(body, ENOUGH).subscribe().with(file -> {});
        Eventually.holds(() -> assertThat(files()).hasSize(1));

        waiting.cancel();

        Eventually.holds(() -> assertThat(files()).isEmpty());
    }

    @Test
    void whatFallsSilentIsGivenUp() throws IOException {
        KnowledgeException refusal = refusal(spool("idle-timeout", "100ms"), faucet(End.SILENCE), ENOUGH);

        assertThat(refusal.code()).isEqualTo(ErrorCode.UPLOAD_TIMED_OUT);
        assertThat(files()).isEmpty();
    }

    @Test
    void filesTogetherTakeNoMoreRoomThanTheyMay() throws IOException {
        Spool spool = spool("max-total", String.valueOf(SIZE + SIZE / 2));
        SpooledFile first = received(spool);

        assertThat(refusal(spool, faucet(End.WHOLE), ENOUGH).code()).isEqualTo(ErrorCode.UPLOADS_FULL);
        assertThat(files()).containsExactly(first.name());

        spool.remove(first.name()).await().atMost(PATIENCE);
        assertThat(received(spool).path()).exists();
    }

    @Test
    void whatIsHeldIsRemovedUnlessItIsHandedOver() throws IOException {
        Spool spool = spool();

        spool.hold(received(spool), held -> Uni.createFrom().item(held.file()))
                .await()
                .atMost(PATIENCE);
        assertThat(files()).isEmpty();

        assertThat(catchThrowable(() ->
                        spool.hold(received(spool), SpoolTest::refuse).await().atMost(PATIENCE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(files()).isEmpty();

        SpooledFile kept = spool.hold(received(spool), held -> Uni.createFrom().item(held::handOver))
                .await()
                .atMost(PATIENCE);
        assertThat(files()).containsExactly(kept.name());
    }

    private static Uni<Void> refuse(HeldFile held) {
        throw new IllegalArgumentException(held.file().name());
    }

    @Test
    void onlyWhatIsOldAndNeededByNobodyIsALeftover() throws IOException {
        Spool died = spool();
        SpooledFile needed = received(died);
        SpooledFile left = received(died);
        SpooledFile young = received(died);
        Spool lives = spool("max-total", String.valueOf(4 * SIZE));
        SpooledFile held = received(lives);
        Instant longAgo = Instant.now().minusSeconds(7200);
        for (SpooledFile old : List.of(needed, left, held)) {
            Files.setLastModifiedTime(old.path(), FileTime.from(longAgo));
        }

        lives.removeLeftovers(Set.of(needed.name()), Instant.now().minusSeconds(3600))
                .await()
                .atMost(PATIENCE);

        assertThat(files()).containsExactlyInAnyOrder(needed.name(), young.name(), held.name());
        assertThat(received(lives).path()).exists();
        assertThat(refusal(lives, faucet(End.WHOLE), ENOUGH).code()).isEqualTo(ErrorCode.UPLOADS_FULL);
    }

    @Test
    void theDirectoryKeepsItsId() {
        assertThat(spool().id()).isEqualTo(spool().id());
    }

    @Test
    void noOtherFileIsFoundOrRemoved() throws IOException {
        Spool spool = spool();
        Files.writeString(directory.resolve("precious"), "x");

        assertThat(spool.find("precious").await().atMost(PATIENCE)).isEmpty();
        assertThat(spool.find("../spool-id").await().atMost(PATIENCE)).isEmpty();
        spool.remove("precious").await().atMost(PATIENCE);
        spool.remove("spool-id").await().atMost(PATIENCE);

        assertThat(directory.resolve("precious")).exists();
        assertThat(directory.resolve("spool-id")).exists();
    }
}
