package dev.lockstep.embedded.qdrant.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OperationLogTest {
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
    void aTornEndIsCutAtWhateverByteItTore() throws IOException {
        write(0, "first", "second");
        long whole = Files.size(onlyFile());
        write(0, "the third");
        byte[] all = Files.readAllBytes(onlyFile());
        for (int length = (int) whole; length < all.length; length++) {
            Files.write(onlyFile(), all);
            try (FileChannel file = FileChannel.open(onlyFile(), StandardOpenOption.WRITE)) {
                file.truncate(length);
            }
            write(0, "another");
            assertThat(read(0)).as("cut at %d", length).containsExactly("1:first", "2:second", "3:another");
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

    @Test
    void appliedEntriesAreDiscardedAndNumberingGoesOn() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0)) {
            append(log, "a", "b");
            log.discardThrough(2);
            assertThat(log.bytes()).isZero();
            append(log, "c");
        }
        assertThat(read(2)).containsExactly("3:c");
    }

    @Test
    void entriesThatAreNotAllAppliedAreKept() throws IOException {
        try (OperationLog log = OperationLog.open(directory, 0)) {
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
        try (OperationLog log = OperationLog.open(directory, applied)) {
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
        List<String> entries = new ArrayList<>();
        try (OperationLog log = OperationLog.open(directory, applied)) {
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
