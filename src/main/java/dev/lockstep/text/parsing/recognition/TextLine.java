package dev.lockstep.text.parsing.recognition;

/**
 * A line of text, or a part of one, that was read.
 *
 * @param trust how sure the model is of its characters on average, from 0 to 1
 */
record TextLine(TextBox box, String text, double trust) {}
