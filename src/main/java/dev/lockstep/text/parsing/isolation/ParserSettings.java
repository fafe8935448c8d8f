package dev.lockstep.text.parsing.isolation;

import java.time.Duration;

/**
 * Limits what parsers may cost.
 *
 * @param processes how many may be there at a time
 * @param queue how many documents may wait for one
 * @param idle after how long without work a parser ends
 * @param longestAnswer bytes of the longest text that one may send
 */
public record ParserSettings(
        int processes, int queue, int memoryMegabytes, Duration timeLimit, Duration idle, int longestAnswer) {}
