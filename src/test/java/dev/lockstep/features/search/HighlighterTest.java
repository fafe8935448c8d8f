package dev.lockstep.features.search;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.domain.SparseVector;
import dev.lockstep.text.lexical.Analysis;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

/** The words of a query in a chunk. */
class HighlighterTest {

    private static final int START = 100;

    private final Analysis analysis = new Analysis();

    @Test
    void wordsAreMarkedInWhateverFormTheyStand() {
        Highlights found = highlights("Otters sleep. The otter's sleeping place is a bed of kelp.", "sleeping otters");

        assertThat(found.matches().stream().map(Highlights.Match::text))
                .containsExactly("Otters", "sleep", "otter's", "sleeping");
    }

    @Test
    void offsetsCountCodePointsOfTheChunkAndOfTheDocument() {
        String text = "\uD83E\uDDA6\uD83E\uDDA6 Two otters.";

        Highlights.Range range = highlights(text, "otter").matches().get(0).range();

        assertThat(range).isEqualTo(new Highlights.Range(7, 13, START + 7, START + 13));
        assertThat(text.substring(text.offsetByCodePoints(0, 7), text.offsetByCodePoints(0, 13)))
                .isEqualTo("otters");
    }

    @Test
    void theSentenceWithMostOfTheWordsIsTheBest() {
        Highlights found =
                highlights("Cats sleep.  Otters, and other otters, sleep in kelp. Otters swim.", "do otters sleep");

        assertThat(found.sentence().text()).isEqualTo("Otters, and other otters, sleep in kelp.");
        assertThat(found.sentence().range()).isEqualTo(new Highlights.Range(13, 53, START + 13, START + 53));
    }

    @Test
    void aRareWordOutweighsAFrequentOne() {
        String text = "Otters sleep. Kelp grows.";
        SparseVector plain = analysis.query("en", "otters kelp").vector();
        int kelp = analysis.query("en", "kelp").vector().indices()[0];
        float[] values = plain.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = plain.indices()[i] == kelp ? 5 : 1;
        }

        assertThat(highlighter(text, new SparseVector(plain.indices(), values))
                        .highlights(Locale.ENGLISH)
                        .sentence()
                        .text())
                .isEqualTo("Kelp grows.");
        assertThat(highlights(text, "otters kelp").sentence().text()).isEqualTo("Otters sleep.");
    }

    @Test
    void theSecondSentenceSaysWhatTheBestDoesNot() {
        String text = "Otters in kelp sleep long. Cats play. Otters in kelp sleep. Seals swim.";

        assertThat(highlights(text, "do otters sleep in kelp or seals"))
                .extracting(Highlights::sentences, as(InstanceOfAssertFactories.list(Highlights.Sentence.class)))
                .extracting(Highlights.Sentence::text)
                .containsExactly("Otters in kelp sleep long.", "Seals swim.");
    }

    @Test
    void whenNoneSaysMoreItIsTheOneThatFollows() {
        assertThat(highlights("Otters sleep. Cats do too. Otters sleep.", "otters sleep"))
                .extracting(Highlights::sentences, as(InstanceOfAssertFactories.list(Highlights.Sentence.class)))
                .extracting(Highlights.Sentence::text)
                .containsExactly("Otters sleep.", "Cats do too.");
    }

    @Test
    void withoutTheWordsThereIsNothingToMark() {
        assertThat(highlights("Rockets burn oxygen.", "the otters")).isEqualTo(Highlights.NONE);
    }

    @Test
    void termsAreListedOnceAsTheyAreCompared() {
        SparseVector query = analysis.query("en", "sleeping otters").vector();

        assertThat(highlighter("Otters sleep; an otter sleeps.", query).terms()).isEqualTo(List.of("otter", "sleep"));
    }

    private Highlights highlights(String text, String query) {
        return highlighter(text, analysis.query("en", query).vector()).highlights(Locale.ENGLISH);
    }

    private Highlighter highlighter(String text, SparseVector query) {
        LiveChunk chunk = new LiveChunk(
                PointId.next(),
                DocumentId.next(),
                null,
                1,
                1,
                null,
                "en",
                text,
                List.of(),
                new Position(3, START, START + text.codePointCount(0, text.length())),
                Metadata.EMPTY,
                Metadata.EMPTY);
        return new Highlighter(chunk, analysis.tokens("en", text), query);
    }
}
