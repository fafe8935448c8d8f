package dev.lockstep.embedded.qdrant.log;

import dev.lockstep.embedded.qdrant.disk.TestDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OperationLogTest {
    private static final long FILE_BYTES = 32L << 20;

    @TempDir
    Path directory;

    @Test
    void entriesComeBackInOrderAfterReopening() throws IOException {
        write(0, "a", "bb", "");
        assertThat(read(0)).containsExactly("1:a", "2:bb", "3:");
        assertThat(read(2)).containsExactly("3:");
        write(0, "c");
        assertThat(read(0)).containsExactly("1:a", "2:bb", "3:", "4:c");
    }

    @Test
    void aLogThatEndsAtAnyByteHasTheEntriesThatAreWholeAndGoesOn() throws IOException {
        List<Integer> ends = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String operation : List.of("first", "", "the third", "4")) {
            write(0, operation);
            ends.add((int) Files.size(onlyFile()));
            written.add(ends.size() + ":" + operation);
        }
        byte[] all = Files.readAllBytes(onlyFile());
        for (int length = 0; length <= all.length; length++) {
            int cut = length;
            Files.write(onlyFile(), Arrays.copyOf(all, length));
            List<String> whole = written.subList(
                    0, (int) ends.stream().filter(end -> end <= cut).count());
            assertThat(read(0)).as("cut at %d", length).isEqualTo(whole);
            assertThat(onlyFile()).as("the rest is gone").hasSize(whole.isEmpty() ? 0 : ends.get(whole.size() - 1));
            write(0, "another");
            List<String> expected = new ArrayList<>(whole);
            expected.add((whole.size() + 1) + ":another");
            assertThat(read(0)).as("cut at %d", length).isEqualTo(expected);
        }
    }

    @Test
    void aDamagedEndIsCutWhicheverByteIsDamaged() throws IOException {
        write(0, "first");
        int whole = (int) Files.size(onlyFile());
        write(0, "second");
        byte[] all = Files.readAllBytes(onlyFile());
        for (int position = whole; position < all.length; position++) {
            byte[] damaged = all.clone();
            damaged[position] ^= 0x10;
            Files.write(onlyFile(), damaged);
            assertThat(read(0)).as("damaged at %d", position).containsExactly("1:first");
        }
    }

    /** Qdrant's log ends silently at the first entry that is not whole (lib/wal/src/segment.rs); ours tells. */
    @Test
    void damageBeforeWholeEntriesIsNoTornEndWhicheverByteIsDamaged() throws IOException {
        write(0, "first");
        int start = (int) Files.size(onlyFile());
        write(0, "second");
        int end = (int) Files.size(onlyFile());
        write(0, "third", "fourth");
        byte[] all = Files.readAllBytes(onlyFile());
        for (int position = start; position < end; position++) {
            byte[] damaged = all.clone();
            damaged[position] ^= 0x10;
            Files.write(onlyFile(), damaged);
            assertThatThrownBy(() -> read(0))
                    .as("damaged at %d", position)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "%s is damaged at byte %d, in operation 2; complete operations up to 4 follow",
                            onlyFile(), start);
            assertThat(Files.readAllBytes(onlyFile())).as("the damaged file").isEqualTo(damaged);
        }
        assertThat(read(4)).as("what the index has is not missed").isEmpty();
    }

    @Test
    void bytesThatAreMissingInTheMiddleAreDamageToo() throws IOException {
        write(0, "first");
        int start = (int) Files.size(onlyFile());
        write(0, "second", "third");
        byte[] all = Files.readAllBytes(onlyFile());
        byte[] shorter = new byte[all.length - 3];
        System.arraycopy(all, 0, shorter, 0, start + 5);
        System.arraycopy(all, start + 8, shorter, start + 5, all.length - start - 8);
        Files.write(onlyFile(), shorter);
        assertThatThrownBy(() -> read(0)).hasMessageContaining("is damaged at byte " + start);
    }

    @Test
    void aDamagedFileBeforeOthersIsNamedAndLeftAsItIs() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0, 1)) {
            append(log, "a", "b", "c");
        }
        Path second = directory.resolve("00000000000000000002.log");
        byte[] damaged = Files.readAllBytes(second);
        damaged[damaged.length - 1] ^= 1;
        Files.write(second, damaged);
        assertThatThrownBy(() -> read(0)).hasMessageContaining(second + " is damaged at byte 0: operations 2 to 2 are");
        assertThat(second).hasBinaryContent(damaged);
        assertThat(read(2)).containsExactly("3:c");
    }

    @Test
    void aFileWithoutEntriesYetIsGoneOnWith() throws IOException {
        write(0, "a");
        Path empty = Files.createFile(directory.resolve("00000000000000000002.log"));
        assertThat(read(0)).containsExactly("1:a");
        write(0, "b");
        assertThat(read(0)).containsExactly("1:a", "2:b");
        assertThat(empty).isNotEmptyFile();
    }

    @Test
    void aFileThatIsFullIsFollowedByAnother() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0, 30)) {
            append(log, "a", "b", "c", "d", "e");
            log.discardThrough(3);
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000000000000000003.log", "00000000000000000005.log");
        }
        assertThat(read(3)).containsExactly("4:d", "5:e");
    }

    @Test
    void whatWasCommittedAndNotDiscardedBeforeACrashIsNotReplayed() throws IOException {
        write(0, "a", "b");
        assertThat(read(2)).isEmpty();
        write(2, "c");
        assertThat(read(2)).containsExactly("3:c");
    }

    @Test
    void anEntryThatFindsTheDiskFullLeavesNothingAndTheNextTakesItsPlace() throws IOException {
        for (int room = 0; room < LogEntry.HEADER_BYTES + 5; room++) {
            TestDisk disk = new TestDisk(Files.createDirectory(directory.resolve("disk" + room)));
            try (OperationLog log = OperationLog.open(disk.path(), 0, FILE_BYTES)) {
                append(log, "a");
                Path file = disk.real("00000000000000000001.log");
                long before = Files.size(file);
                disk.leave(room);
                assertThatThrownBy(() -> append(log, "hello")).hasMessage("No space left on device");
                assertThat(file).hasSize(before);
                disk.isFreed();
                append(log, "b");
                log.force();
            }
            assertThat(read(disk.path(), 0)).as("room for %d bytes", room).containsExactly("1:a", "2:b");
        }
    }

    @Test
    void anEntryThatNeedsANewFileWaitsForRoomToo() throws IOException {
        TestDisk disk = new TestDisk(directory);
        try (OperationLog log = OperationLog.open(disk.path(), 0, 1)) {
            append(log, "a");
            disk.leave(0);
            assertThatThrownBy(() -> append(log, "b")).hasMessage("No space left on device");
            disk.isFreed();
            append(log, "b");
        }
        assertThat(read(0)).containsExactly("1:a", "2:b");
    }

    /** What the system could not write it may have forgotten, and say nothing the second time. */
    @Test
    void aForceThatFailedIsNotTriedAgainUntilTheIndexHasItAll() throws IOException {
        TestDisk disk = new TestDisk(directory);
        try (OperationLog log = OperationLog.open(disk.path(), 0, FILE_BYTES)) {
            append(log, "a");
            disk.failForces(file -> true);
            assertThatThrownBy(log::force).hasMessage("No space left on device");
            disk.isFreed();
            assertThatThrownBy(log::force).hasMessageEndingWith("could not be forced to disk before");
            log.discardThrough(1);
            append(log, "b");
            log.force();
        }
        assertThat(read(1)).containsExactly("2:b");
    }

    @Test
    void appliedEntriesAreDiscardedAndNumberingGoesOn() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0, FILE_BYTES)) {
            append(log, "a", "b");
            log.discardThrough(2);
            assertThat(log.bytes()).isZero();
            append(log, "c");
        }
        assertThat(read(2)).containsExactly("3:c");
    }

    @Test
    void entriesThatAreNotAllAppliedAreKept() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0, FILE_BYTES)) {
            append(log, "a", "b");
            log.discardThrough(1);
        }
        assertThat(read(1)).containsExactly("2:b");
    }

    @Test
    void numberingGoesOnAboveWhatWasAppliedWhenTheLogWasLost() throws IOException {
        write(0, "a");
        write(7, "b");
        assertThat(read(7)).containsExactly("8:b");
    }

    @Test
    void aGapInTheLogIsAnError() throws IOException {
        write(7, "b");
        assertThatThrownBy(() -> read(5)).isInstanceOf(IOException.class).hasMessageContaining("6 to 7 are missing");
    }

    private void write(long applied, String... operations) throws IOException {
        try (OperationLog log = OperationLog.open(directory, applied, FILE_BYTES)) {
            append(log, operations);
        }
    }

    private static void append(OperationLog log, String... operations) throws IOException {
        for (String operation : operations) {
            long last = log.last();
            assertThat(log.append(ByteBuffer.wrap(operation.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(last + 1);
        }
    }

    private List<String> read(long applied) throws IOException {
        return read(directory, applied);
    }

    private static List<String> read(Path from, long applied) throws IOException {
        List<String> entries = new ArrayList<>();
        try (OperationLog log = OperationLog.open(from, applied, FILE_BYTES)) {
            log.replay(
                    applied,
                    log.last(),
                    entry -> entries.add(entry.sequence() + ":" + StandardCharsets.UTF_8.decode(entry.operation())));
        }
        return entries;
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
