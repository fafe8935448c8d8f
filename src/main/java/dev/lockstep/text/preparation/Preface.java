package dev.lockstep.text.preparation;

import dev.lockstep.domain.Chunking.Strategy;
import dev.lockstep.models.embedding.EmbeddingModel;
import dev.lockstep.models.embedding.Token;
import dev.lockstep.models.embedding.Tokenizer;
import dev.lockstep.text.chunking.Room;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text that is embedded in front of each chunk of a document, because the chunk alone often does not say what it is about: the
 * document's title, and where headings cut the text, the path to the chunk ("Guide > Install > Linux"). Both together take at most a
 * quarter of what the model reads.
 */
final class Preface implements Room {

    /** At most so many tokens of a long title go in front of each chunk. */
    private static final int TITLE_TOKENS = 48;

    private static final int PATH_TOKENS = 64;

    /** Title and path each take at most this share of what the model reads. */
    private static final int SHARE = 8;

    /** Some tokenizers read a text after another with a token more than by itself. */
    private static final int SEAMS = 2;

    private static final String ENDS_SENTENCES = ".!?:;";
    private static final String DIVIDER = " > ";

    private final Tokenizer tokenizer;
    private final int modelTokens;
    private final Strategy strategy;
    private final String title;
    /** Chunks that follow each other often stand under the same headings. */
    private List<String> lastHeadings = List.of();

    private String lastPath = "";

    Preface(@Nullable String title, Strategy strategy, EmbeddingModel model) {
        this.tokenizer = model.tokenizer();
        this.modelTokens = model.maxTokens();
        this.strategy = strategy;
        this.title = title == null ? "" : first(title, Math.min(TITLE_TOKENS, modelTokens / SHARE));
    }

    @Override
    public int under(List<String> headings) {
        String preface = sentence(title) + path(headings);
        return preface.isEmpty() ? modelTokens : modelTokens - tokenizer.count(preface) - SEAMS;
    }

    /** The text that is embedded: a title that the chunk or its path begins with is not said twice. */
    String embedded(List<String> headings, String text) {
        String path = path(headings);
        boolean said = path.isEmpty() ? text.startsWith(title) : path.startsWith(title);
        return (said ? "" : sentence(title)) + path + text;
    }

    /** Returns the words that count: those of the title even if the text begins with them. A chunk about its title is found by it. */
    String words(List<String> headings, String text) {
        return sentence(title) + path(headings) + text;
    }

    private String path(List<String> headings) {
        if ((strategy != Strategy.HEADINGS && strategy != Strategy.NONE) || headings.isEmpty()) {
            return "";
        }
        if (!headings.equals(lastHeadings)) {
            lastPath = sentence(last(String.join(DIVIDER, headings), Math.min(PATH_TOKENS, modelTokens / SHARE)));
            lastHeadings = headings;
        }
        return lastPath;
    }

    private String first(String text, int most) {
        List<Token> tokens = tokenizer.tokens(text);
        int end = tokens.size() <= most ? text.length() : tokens.get(most - 1).end();
        return text.substring(0, end).strip();
    }

    /** Cuts a long path at its beginning: the inner end says more. */
    private String last(String text, int most) {
        List<Token> tokens = tokenizer.tokens(text);
        int start = tokens.size() <= most ? 0 : tokens.get(tokens.size() - most).start();
        return text.substring(start).strip();
    }

    /** Ends a text like a sentence: models do not see line breaks, and would read on. */
    private static String sentence(String text) {
        if (text.isEmpty()) {
            return "";
        }
        return ENDS_SENTENCES.indexOf(text.charAt(text.length() - 1)) >= 0 ? text + "\n" : text + ".\n";
    }
}
