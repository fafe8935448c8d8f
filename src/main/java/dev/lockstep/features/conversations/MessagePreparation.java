package dev.lockstep.features.conversations;

import dev.lockstep.domain.Chunking;
import dev.lockstep.domain.Conversation;
import dev.lockstep.domain.Embedding;
import dev.lockstep.domain.Format;
import dev.lockstep.domain.MessageContent;
import dev.lockstep.domain.MessageContent.Piece;
import dev.lockstep.domain.MessageId;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.features.conversations.CheckedMessages.CheckedMessage;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.EmbeddingModels;
import dev.lockstep.platform.reactive.CallerContext;
import dev.lockstep.text.chunking.Chunker;
import dev.lockstep.text.chunking.TextChunk;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Embeds messages, each whole if the model reads that much, else in pieces. It asks no store and holds no connection.
 */
@ApplicationScoped
class MessagePreparation {

    private final EmbeddingModels models;

    MessagePreparation(EmbeddingModels models) {
        this.models = models;
    }

    /** @throws dev.lockstep.domain.Conflict when the conversation's model is not configured any more */
    void requireModel(Conversation conversation) {
        EmbeddingModel ignored = models.of(conversation);
    }

    private record Cut(CheckedMessage message, List<TextChunk> chunks) {}

    /**
     * Cuts and embeds, off the event loop.
     *
     * @throws dev.lockstep.domain.Rejected when a text has nothing to embed, or a word without end
     */
    Uni<List<MessageContent>> embed(CheckedMessages checked) {
        EmbeddingModel model = models.of(checked.conversation());
        return CallerContext.compute(() -> cut(checked.messages(), model))
                .chain(cuts -> model.embedDocuments(texts(cuts)).map(vectors -> contents(cuts, vectors)));
    }

    private static List<Cut> cut(List<CheckedMessage> messages, EmbeddingModel model) {
        Chunker chunker = new Chunker(model.tokenizer());
        Chunking chunking = Chunking.recursive(model.maxTokens(), model.maxTokens() / 8);
        return messages.stream()
                .map(message -> new Cut(message, chunker.chunk(message.text(), Format.TEXT, chunking)))
                .toList();
    }

    private static List<String> texts(List<Cut> cuts) {
        return cuts.stream()
                .flatMap(cut -> cut.chunks().stream())
                .map(TextChunk::text)
                .toList();
    }

    private static List<MessageContent> contents(List<Cut> cuts, List<float[]> vectors) {
        Iterator<float[]> inOrder = vectors.iterator();
        List<MessageContent> contents = new ArrayList<>(cuts.size());
        for (Cut cut : cuts) {
            List<Piece> pieces = cut.chunks().stream()
                    .map(chunk -> piece(chunk, inOrder.next()))
                    .toList();
            contents.add(new MessageContent(
                    MessageId.next(),
                    cut.message().role(),
                    cut.message().text(),
                    cut.message().metadata(),
                    pieces));
        }
        return contents;
    }

    private static Piece piece(TextChunk chunk, float[] vector) {
        return new Piece(
                PointId.next(), new Position(chunk.index(), chunk.start(), chunk.end()), new Embedding(vector));
    }
}
