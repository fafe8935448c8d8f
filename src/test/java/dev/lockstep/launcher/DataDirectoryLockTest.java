package dev.lockstep.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataDirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void aSecondInstanceIsRefusedWithTheDirectoryAndThePid() throws IOException {
        try (DataDirectoryLock held = DataDirectoryLock.take(directory)) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> DataDirectoryLock.take(directory))
                    .isInstanceOf(StartRefused.class)
                    .hasMessage(
                            "lockstep.data-dir is \"%s\", but the process %d uses that directory: stop it, or name"
                                    + " another directory.",
                            directory, ProcessHandle.current().pid());
        }
    }

    @Test
    void whatAKilledProcessLeftDoesNotLock() throws IOException {
        Files.writeString(directory.resolve("lock"), "4711\n");
        try (DataDirectoryLock held = DataDirectoryLock.take(directory)) {
            assertThat(held).isNotNull();
            assertThat(directory.resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void aDirectoryThatCanNotBeWrittenIsNamed() {
        assertThatThrownBy(() -> DataDirectoryLock.take(directory.resolve("absent")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("the file lock in it can't be written");
    }
}
