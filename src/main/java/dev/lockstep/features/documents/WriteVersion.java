package dev.lockstep.features.documents;

import dev.lockstep.domain.Deadline;
import dev.lockstep.domain.Document;
import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.Inconsistent;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.Point;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.engine.buffer.BufferedUpserts;
import dev.lockstep.engine.buffer.BufferedUpserts.Unconfirmed;
import dev.lockstep.engine.unitofwork.Step;
import dev.lockstep.stores.catalog.documents.DocumentVersions;
import dev.lockstep.stores.catalog.documents.DocumentVersions.Flipped;
import dev.lockstep.stores.catalog.documents.DocumentVersions.Staged;
import dev.lockstep.stores.catalog.documents.SameContents;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBaseRows;
import dev.lockstep.stores.catalog.postgres.CatalogTransaction;
import dev.lockstep.stores.catalog.unitofwork.BufferNeed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds a version of a document and makes it the live one: an insert when there is none, else an atomic replacement. The
 * version before serves until the commit.
 */
final class WriteVersion implements Step {

    private final Stores stores;
    private final KnowledgeBase knowledgeBase;
    private final Target target;
    private final VersionContent content;
    private final PreparedVersion prepared;
    private final Effect effect;

    private volatile @Nullable Staged staged;
    private volatile @Nullable Place place;
    private volatile @Nullable Flipped flipped;
    private volatile Unconfirmed unconfirmed = Unconfirmed.NONE;

    /** The stores that a version goes to; what it replaces is purged after a while. */
    record Stores(
            DocumentVersions versions,
            SameContents sameContents,
            BufferedUpserts upserts,
            KnowledgeBaseRows knowledgeBases,
            Duration purgeAfter) {}

    /**
     * The document to be written, and the state that it must keep until the commit.
     *
     * @param base the version that must be live; null for none
     * @param soleContent the hash of the content that no other document must have; null when others may
     */
    record Target(
            DocumentId id,
            @Nullable String externalId,
            @Nullable Integer base,
            @Nullable String soleContent) {

        static Target create(@Nullable String externalId, @Nullable String soleContent) {
            return new Target(DocumentId.next(), externalId, null, soleContent);
        }

        static Target replace(Document live) {
            return new Target(live.id(), live.externalId(), live.version(), null);
        }
    }

    WriteVersion(Stores stores, KnowledgeBase knowledgeBase, Target target, PreparedVersion prepared, Effect effect) {
        this.stores = stores;
        this.knowledgeBase = knowledgeBase;
        this.target = target;
        this.prepared = prepared;
        this.effect = effect;
        this.content = prepared.content();
    }

    @Override
    public String participant() {
        return DocumentParticipant.NAME;
    }

    @Override
    public String operation() {
        return effect.operation();
    }

    @Override
    public JsonObject target() {
        return DocumentParticipant.target(knowledgeBase, target.id(), target.externalId());
    }

    @Override
    public Map<String, Integer> affects() {
        return Map.of(
                "documents", 1,
                "chunks", content.chunks().size(),
                "embedded", prepared.embedded(),
                "reused", prepared.reused());
    }

    @Override
    public String lockKey() {
        return target.soleContent() == null
                ? DocumentParticipant.lockKey(knowledgeBase, target.id(), target.externalId())
                : DocumentParticipant.contentKey(knowledgeBase, target.soleContent());
    }

    /**
     * Returns what clients are told. An insert may find the row that a failed insert has left: then the id is that
     * row's.
     */
    @Override
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>(Step.super.shown());
        Staged version = staged;
        if (version != null) {
            shown.put("id", version.document().toString());
            shown.put("version", version.version());
            shown.put(Effect.CHANGE, effect.name());
        }
        return shown;
    }

    @Override
    public Uni<Void> stage(CatalogTransaction transaction, Place at) {
        place = at;
        Uni<@Nullable Staged> staging = target.base() == null
                ? stores.versions()
                        .stageNew(
                                transaction,
                                knowledgeBase,
                                target.id(),
                                target.externalId(),
                                content,
                                at.unitOfWork(),
                                at.ordinal())
                : stores.versions()
                        .stageNext(transaction, knowledgeBase, target.id(), content, at.unitOfWork(), at.ordinal());
        return staging.onItem()
                .ifNull()
                .failWith(() -> LostRace.byAnotherWriteOf(target))
                .invoke(version -> staged = version)
                .replaceWithVoid();
    }

    @Override
    public Uni<BufferNeed> apply(Deadline deadline) {
        return stores.upserts()
                .upsert(knowledgeBase.collection(), points(), deadline)
                .onFailure(Inconsistent.class)
                .recoverWithUni(refused -> stores.knowledgeBases()
                        .serving(knowledgeBase.id())
                        .chain(serving -> Uni.createFrom().failure(whyNot(serving, refused))))
                .invoke(added -> unconfirmed = added)
                .map(Unconfirmed::buffering);
    }

    private List<Point> points() {
        Staged version = staged();
        Place at = requireStaged(place);
        return content.chunks().stream()
                .map(chunk -> new Point(
                        chunk.id(),
                        knowledgeBase.tenant(),
                        knowledgeBase.collection(),
                        knowledgeBase.id().scope(),
                        version.document().owner(),
                        version.version(),
                        at.unitOfWork(),
                        chunk.embedding(),
                        chunk.lexical(),
                        content.metadata(),
                        content.language().code()))
                .toList();
    }

    @Override
    public Uni<Void> commit(CatalogTransaction transaction) {
        return target.soleContent() == null
                ? flip(transaction)
                : Uni.combine()
                        .all()
                        .unis(requireSole(transaction), flip(transaction))
                        .discardItems();
    }

    /**
     * Requires that no other document has the same content. It is sent before the flip, and so decided before it:
     * another insertion of the same content waits for the end of this one.
     */
    private Uni<Void> requireSole(CatalogTransaction transaction) {
        return stores.sameContents()
                .lockAndFind(transaction, knowledgeBase, lockKey(), content.hash())
                .invoke(other -> {
                    if (other.isPresent()) {
                        throw LostRace.bySameContent(other.get());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> flip(CatalogTransaction transaction) {
        return stores.versions()
                .flip(transaction, knowledgeBase, staged(), target.base(), stores.purgeAfter())
                .onItem()
                .ifNull()
                .switchTo(() -> stores.knowledgeBases()
                        .serving(transaction, knowledgeBase.id())
                        .chain(serving -> Uni.createFrom().failure(whyNot(serving, LostRace.byAnotherWriteOf(target)))))
                .invoke(at -> flipped = at)
                .replaceWithVoid();
    }

    private Throwable whyNot(Optional<Integer> serving, Throwable otherwise) {
        if (serving.isEmpty()) {
            return LostRace.byDeletionOf(knowledgeBase);
        }
        return serving.get() == knowledgeBase.generation() ? otherwise : knowledgeBase.reembedded();
    }

    @Override
    public List<Point> unconfirmed() {
        return unconfirmed.points();
    }

    /** Returns the document as this step left it. Another unit of work may have changed it since. */
    Document written() {
        Flipped at = requireStaged(flipped);
        return new Document(
                staged().document(),
                target.externalId(),
                content.source().title(),
                content.source().format(),
                content.metadata(),
                content.language().within(knowledgeBase.language()),
                staged().version(),
                content.hash(),
                content.chunks().size(),
                content.chunks().size(),
                at.createdAt(),
                at.updatedAt());
    }

    private Staged staged() {
        return requireStaged(staged);
    }

    private static <T> T requireStaged(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a step is applied only after it was staged");
        }
        return value;
    }
}
