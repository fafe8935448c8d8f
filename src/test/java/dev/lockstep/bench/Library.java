package dev.lockstep.bench;

import dev.lockstep.domain.Caller;
import dev.lockstep.domain.KnowledgeBase;
import dev.lockstep.domain.VersionContent;
import dev.lockstep.features.documents.ReadyDocuments;
import dev.lockstep.stores.catalog.knowledgebases.KnowledgeBases;
import dev.lockstep.testing.Api;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.StoreInspector;
import dev.lockstep.text.lexical.Analysis;
import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;

import static dev.lockstep.bench.OnContext.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Fills knowledge bases with documents of ready chunks: random vectors, and words of a {@link Vocabulary}. */
@Singleton
class Library {

    private static final int CHUNKS_A_DOCUMENT = 100;
    private static final int IN_FLIGHT = 4;

    private final ReadyDocuments documents;
    private final KnowledgeBases knowledgeBases;
    private final StoreInspector stores;
    private final Vocabulary vocabulary;
    private final SplittableRandom random = new SplittableRandom(2);

    Library(ReadyDocuments documents, KnowledgeBases knowledgeBases, StoreInspector stores, Analysis analysis) {
        this.documents = documents;
        this.knowledgeBases = knowledgeBases;
        this.stores = stores;
        this.vocabulary = new Vocabulary(analysis);
    }

    KnowledgeBase find(Api api) throws Exception {
        return await(() -> knowledgeBases.require(Caller.LOCAL, api.name()));
    }

    List<String> queries(int count) {
        return IntStream.range(0, count).mapToObj(i -> vocabulary.query(random)).toList();
    }

    /** Adds chunks and waits until Qdrant has them and the write buffer has not. */
    void add(Api api, int chunks) throws Exception {
        KnowledgeBase knowledgeBase = find(api);
        await(() -> Multi.createFrom()
                .range(0, chunks / CHUNKS_A_DOCUMENT)
                .onItem()
                .transformToUni(i -> documents.transactionally(knowledgeBase, document()))
                .merge(IN_FLIGHT)
                .collect()
                .last());
        Eventually.holds(() -> assertThat(stores.states(api.id())).containsExactly("SETTLED"));
    }

    private VersionContent document() {
        return ReadyDocuments.make(CHUNKS_A_DOCUMENT, random, vocabulary::chunk);
    }

    /**
     * Adds chunks that only the write buffer has: committed, as far as anyone can see, by another process that leaves them
     * unsettled for a day.
     */
    void addUnsettled(Api api, int chunks) throws Exception {
        Set<UUID> pointsBefore = stores.points(api);
        Set<UUID> unitsBefore = stores.unitsOfWork(api, "SETTLED");
        add(api, chunks);
        Set<UUID> units = stores.unitsOfWork(api, "SETTLED");
        units.removeAll(unitsBefore);
        stores.change("""
                UPDATE unit_of_work SET state = 'COMMITTED', settled_at = NULL, lease_until = now() + interval '1 day'
                WHERE id = ANY($1)
                """, Tuple.of(units.toArray(UUID[]::new)));
        Set<UUID> points = new TreeSet<>(stores.points(api));
        points.removeAll(pointsBefore);
        stores.lose(api, points);
    }
}
