package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where parsers write: for nobody else, and nothing stays. */
class ScratchSpaceTest {

    @TempDir
    Path folder;

    @Test
    void itGoesWithAllThatIsInIt() throws IOException {
        Path elsewhere = Files.createFile(folder.resolve("elsewhere"));
        try (ScratchSpace space = ScratchSpace.in(folder)) {
            Path scratch = space.newScratch().directory();
            Files.createDirectories(scratch.resolve("a/b"));
            Files.createSymbolicLink(scratch.resolve("a/link"), folder);
            Files.createFile(scratch.resolve("a/b/c"));
        }
        assertThat(folder).isDirectoryContaining(elsewhere::equals);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void whatADeadProcessHasLeftIsRemovedAndWhatALivingOneUsesIsNot() throws IOException {
        Path dead = Files.createDirectories(folder.resolve("lockstep-parsers-dead/parser-1/scratch"));
        Files.createFile(dead.resolve("document"));
        Files.createFile(folder.resolve("lockstep-parsers-dead/lock"));

        try (ScratchSpace living = ScratchSpace.in(folder)) {
            Path used = Files.createFile(living.newScratch().directory().resolve("document"));
            try (ScratchSpace other = ScratchSpace.in(folder)) {
                assertThat(other.newScratch().directory()).isEmptyDirectory();
                assertThat(used).exists();
                assertThat(dead).doesNotExist();
            }
        }
    }
}
