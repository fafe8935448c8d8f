package dev.lockstep.models.chat;

/**
 * Says what a model is asked to write.
 *
 * @param system how it is to be done
 * @param user what is asked, and from what it is to be answered
 * @param maxTokens at most so much is written
 */
public record Prompt(String system, String user, int maxTokens) {}
