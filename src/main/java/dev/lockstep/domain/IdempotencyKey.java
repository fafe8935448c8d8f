package dev.lockstep.domain;

/**
 * A key by which a client recognises its own request when it sends it again.
 *
 * @param value as the client chose it
 * @param requestHash SHA-256, in hex, of everything the request says: the same key on another request is a mistake
 */
public record IdempotencyKey(String value, String requestHash) {

    /** The key of one of many writes that a request is, such as a line of a batch. */
    public IdempotencyKey ofPart(long number) {
        return new IdempotencyKey(value + ":" + number, requestHash);
    }
}
