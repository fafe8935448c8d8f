package dev.lockstep.features.answers;

/** Something the reader should know of an answer that is otherwise as asked. */
public record Caution(String code, String message) {

    static Caution cut(int maxTokens) {
        return new Caution(
                "answer_cut",
                "the model was at its limit of " + maxTokens
                        + " tokens before its end (max_tokens): the rest is missing");
    }

    static Caution notAnswered() {
        return new Caution(
                "not_answered",
                "the documents do not tell: nothing that was found fits the question well enough (lockstep.answers.floor)");
    }

    static Caution noCitations() {
        return new Caution("no_citations", "the model cited no source: nothing here says where the answer comes from");
    }

    static Caution of(dev.lockstep.features.search.Warning warning) {
        return new Caution(warning.code().wireName(), warning.message());
    }
}
