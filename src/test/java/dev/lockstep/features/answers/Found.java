package dev.lockstep.features.answers;

import dev.lockstep.domain.DocumentId;
import dev.lockstep.domain.LiveChunk;
import dev.lockstep.domain.Metadata;
import dev.lockstep.domain.PointId;
import dev.lockstep.domain.Position;
import dev.lockstep.features.search.Highlights;
import dev.lockstep.features.search.Highlights.Match;
import dev.lockstep.features.search.Highlights.Range;
import dev.lockstep.features.search.Highlights.Sentence;
import dev.lockstep.features.search.Hit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hits as a search would find them. */
final class Found {

    private Found() {}

    static Hit hit(@Nullable String title, String text, Highlights highlights) {
        LiveChunk chunk = new LiveChunk(
                new PointId(UUID.randomUUID()),
                new DocumentId(UUID.randomUUID()),
                null,
                1,
                1,
                title,
                null,
                text,
                List.of("Heading"),
                new Position(0, 0, text.length()),
                Metadata.EMPTY,
                Metadata.EMPTY);
        Hit.Scores scores = new Hit.Scores(0.5f, null, null, null);
        return new Hit("kb", 0.5f, scores, chunk, null, highlights, null, List.of());
    }

    static Hit hit(String text) {
        return hit(null, text, new Highlights(List.of(), List.of()));
    }

    /** With a sentence that has words of the query. */
    static Hit hit(String text, String sentence, String... words) {
        List<Match> matches =
                Stream.of(words).map(word -> new Match(word, range(text, word))).toList();
        return hit(
                null,
                text,
                new Highlights(matches, List.of(new Sentence(sentence, range(text, sentence), words.length))));
    }

    private static Range range(String text, String part) {
        int start = text.indexOf(part);
        return new Range(start, start + part.length(), start, start + part.length());
    }
}
