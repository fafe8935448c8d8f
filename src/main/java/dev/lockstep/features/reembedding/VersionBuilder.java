package dev.lockstep.features.reembedding;

import dev.lockstep.domain.Again;
import dev.lockstep.domain.Again.Retrier;
import dev.lockstep.domain.ChosenChunking;
import dev.lockstep.domain.Generation;
import dev.lockstep.domain.Rejected;
import dev.lockstep.domain.SourceText;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.platform.failpoint.Failpoints;
import dev.lockstep.stores.catalog.documents.Documents;
import dev.lockstep.stores.catalog.documents.GenerationBuilds;
import dev.lockstep.stores.catalog.documents.GenerationBuilds.Lacking;
import dev.lockstep.stores.catalog.documents.StoredEmbeddings;
import dev.lockstep.text.chunking.Chunker;
import dev.lockstep.text.preparation.ChunkPreparation;
import dev.lockstep.text.preparation.Recipe;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Brings one version of a document into a generation: chunks and embeds it, stages the rows, writes the points. */
@ApplicationScoped
class VersionBuilder {

    /**
     * The first pause when the models are busy. Ingests that are under way come first: a building waits until there is
     * room.
     */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final int MOST_WAITS = 60;

    /** No limit for words, as what is stored was accepted when it came. */
    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private final Documents documents;
    private final StoredEmbeddings embeddings;
    private final ChunkPreparation chunks;
    private final BuildModels models;
    private final GenerationBuilds builds;
    private final BuildHome home;

    VersionBuilder(
            Documents documents,
            StoredEmbeddings embeddings,
            ChunkPreparation chunks,
            BuildModels models,
            GenerationBuilds builds,
            BuildHome home) {
        this.documents = documents;
        this.embeddings = embeddings;
        this.chunks = chunks;
        this.models = models;
        this.builds = builds;
        this.home = home;
    }

    /**
     * Builds a version. It does nothing for one that was superseded meanwhile: the next walk finds the one that is live
     * then.
     */
    Uni<Void> build(BuildRun run, Lacking lacking) {
        Uni<Boolean> staged = lacking.staged() ? Uni.createFrom().item(true) : stage(run, lacking);
        return staged.chain(
                there -> there ? index(run, lacking) : Uni.createFrom().voidItem());
    }

    private Uni<Boolean> stage(BuildRun run, Lacking lacking) {
        return documents
                .content(lacking.document(), lacking.version(), run.servingNumber())
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : embed(run, lacking, found.get())
                                .onFailure(Rejected.class)
                                .transform(refused -> unbuildable(lacking, refused))
                                .chain(content -> builds.stage(
                                        run.generation(), run.id(), lacking.document(), lacking.version(), content)));
    }

    private Uni<VersionContent> embed(BuildRun run, Lacking lacking, VersionContent stored) {
        Generation.Settings settings = run.generation().settings();
        EmbeddingModel model = models.of(settings);
        ChosenChunking chunking = stored.chunking().within(settings.chunking(), model.maxTokens());
        Recipe recipe = new Recipe(
                chunking.chunking(), settings.language(), stored.language().declared());
        SourceText source = stored.source().readyFor(chunking.chunking());
        return Uni.createFrom()
                .deferred(() -> chunks.prepare(
                        source,
                        recipe,
                        model,
                        new Chunker(model.tokenizer(), ANY_LENGTH),
                        texts -> embeddings.of(lacking.document(), texts)))
                .onFailure(failure -> Again.of(failure).by(Retrier.BULK_WORK))
                .retry()
                .withBackOff(SHORTEST_WAIT, LONGEST_WAIT)
                .atMost(MOST_WAITS)
                .map(prepared -> VersionContent.of(
                        source,
                        stored.metadata(),
                        chunking,
                        prepared.language(),
                        model.id().value(),
                        prepared.chunks()));
    }

    private static Rejected unbuildable(Lacking lacking, Rejected refused) {
        return new Rejected(
                refused.code(),
                "document " + lacking.document() + " can't be chunked with these settings: " + refused.getMessage(),
                refused.facts());
    }

    private Uni<Void> index(BuildRun run, Lacking lacking) {
        Generation generation = run.generation();
        return Failpoints.reach("reembed.rows-staged", generation.knowledgeBase())
                .chain(() -> builds.points(generation, lacking.document(), lacking.version()))
                .chain(points -> points.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : home.write(generation, points)
                                .chain(() -> Failpoints.reach("reembed.points-written", generation.knowledgeBase()))
                                .chain(() -> builds.complete(generation, lacking.document(), lacking.version()))
                                .invoke(run::builtOne));
    }
}
