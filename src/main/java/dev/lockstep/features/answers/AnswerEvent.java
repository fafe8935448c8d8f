package dev.lockstep.features.answers;

import dev.lockstep.features.search.Degradation;
import java.util.List;

/**
 * Something that happens while a question is answered: the sources, the text in pieces, the whole answer. The pieces since the last
 * {@link Reset} are, one after the other, the text of the answer.
 */
public sealed interface AnswerEvent {

    /** The sources that the answer is being written from. They come again when a reset has changed them. */
    record Sources(List<CitedSource> sources) implements AnswerEvent {
        public Sources {
            sources = List.copyOf(sources);
        }
    }

    /** The next piece of the text. */
    record Delta(String text) implements AnswerEvent {}

    /** The text so far does not hold: the answer begins anew. */
    record Reset(Degradation reason) implements AnswerEvent {}

    /** The answer has come to its end. */
    record Done(AnswerResult answer) implements AnswerEvent {}
}
