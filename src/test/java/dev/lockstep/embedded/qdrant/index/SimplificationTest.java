package dev.lockstep.embedded.qdrant.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Filters that the index answers for all points at once. */
class SimplificationTest {

    private static final int POINTS = 60;

    private static final List<Occur> OCCURRENCES = List.of(Occur.FILTER, Occur.SHOULD, Occur.MUST_NOT, Occur.SHOULD);

    private final ByteBuffersDirectory files = new ByteBuffersDirectory();
    private DirectoryReader index;
    private IndexSearcher searcher;

    @BeforeEach
    void fill() throws IOException {
        try (IndexWriter writer = new IndexWriter(files, new IndexWriterConfig())) {
            for (int i = 0; i < POINTS; i++) {
                Document point = new Document();
                for (int n = 2; n < 5; n++) {
                    if (i % n == 0) {
                        point.add(new StringField("has", String.valueOf(n), Store.NO));
                    }
                }
                Object unused = writer.addDocument(point);
            }
        }
        index = DirectoryReader.open(files);
        searcher = new IndexSearcher(index);
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    @Test
    void whatNoPointHasIsAskedOfNone() throws IOException {
        Query absent = TermQueries.not(term("absent"));
        Query either = new BooleanQuery.Builder()
                .add(term("3"), Occur.SHOULD)
                .add(absent, Occur.SHOULD)
                .build();
        assertThat(Simplification.of(absent, index)).isEqualTo(new MatchAllDocsQuery());
        assertThat(Simplification.of(either, index)).isEqualTo(new MatchAllDocsQuery());
        assertThat(Simplification.of(term("absent"), index)).isInstanceOf(MatchNoDocsQuery.class);
    }

    @Test
    void aConditionThatSomePointsFulfilStays() throws IOException {
        Query lacking = TermQueries.not(term("3"));
        assertThat(Simplification.of(term("3"), index)).isEqualTo(term("3"));
        assertThat(found(Simplification.of(lacking, index))).hasSize(POINTS - POINTS / 3);
    }

    @Test
    void theSamePointsAreFoundWhateverTheFilter() throws IOException {
        Random random = new Random(7);
        int simpler = 0;
        for (int i = 0; i < 5_000; i++) {
            Query filter = any(random, 3);
            Query simplified = Simplification.of(filter, index);
            simpler += simplified.equals(filter) ? 0 : 1;
            assertThat(found(simplified)).as("%s as %s", filter, simplified).isEqualTo(found(filter));
        }
        assertThat(simpler).isGreaterThan(1_000);
    }

    private static Query any(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 2 : 5);
        if (kind == 0) {
            return term(String.valueOf(random.nextInt(7)));
        }
        if (kind == 1) {
            return new MatchAllDocsQuery();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        int some = 0;
        for (int clauses = random.nextInt(4); clauses >= 0; clauses--) {
            Occur occur = OCCURRENCES.get(random.nextInt(OCCURRENCES.size()));
            some += occur == Occur.SHOULD ? 1 : 0;
            all.add(any(random, depth - 1), occur);
        }
        return all.setMinimumNumberShouldMatch(random.nextInt(some + 1)).build();
    }

    private static Query term(String number) {
        return new TermQuery(new Term("has", number));
    }

    private List<Integer> found(Query filter) throws IOException {
        ScoreDoc[] hits = searcher.search(filter, POINTS).scoreDocs;
        return Arrays.stream(hits).map(hit -> hit.doc).sorted().toList();
    }
}
