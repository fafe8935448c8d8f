package dev.lockstep.text.parsing.recognition;

/**
 * What was read of a page.
 *
 * @param text its lines in reading order, with a blank line between paragraphs; empty when there is nothing to read
 * @param confidence how sure the model is of the characters on average, from 0 to 100
 */
public record RecognizedPage(String text, int confidence) {}
