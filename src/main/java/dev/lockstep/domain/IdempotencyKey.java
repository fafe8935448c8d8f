package dev.lockstep.domain;

/**
 * A key by which a client recognises its own request when it sends it again.
 *
 * @param value as the client chose it
 * @param requestHash SHA-256, in hex, of everything the request says: the same key on another request is a mistake
 */
public record IdempotencyKey(String value, String requestHash) {}
