package dev.lockstep.domain;

import java.util.List;

/**
 * The whole of what makes up one message before it has a place in its conversation.
 *
 * @param pieces what its vectors stand for: one, or several that overlap if the text is longer than the model reads
 */
public record MessageContent(MessageId id, Role role, String text, Metadata metadata, List<Piece> pieces) {

    public MessageContent {
        pieces = List.copyOf(pieces);
    }

    /**
     * A piece of a message that has a vector.
     *
     * @param position of what the embedding stands for, in the message's text
     */
    public record Piece(PointId id, Position position, Embedding embedding) {}
}
