package dev.lockstep.text.parsing.isolation;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits what parsers may cost and reach.
 *
 * @param processes how many may be there at a time
 * @param queue how many documents may wait for one
 * @param idle after how long without work a parser ends
 * @param longestAnswer bytes that one may send
 * @param longestFile bytes of a file that one may write
 * @param directory where their scratch directories are
 * @param pictures how many pages of a document may be read as pictures
 * @param timePerPicture how long each of these may take
 */
public record ParserSettings(
        int processes,
        int queue,
        int memoryMegabytes,
        Duration timeLimit,
        Duration idle,
        int longestAnswer,
        long longestFile,
        Sandbox sandbox,
        Path directory,
        int pictures,
        Duration timePerPicture) {}
