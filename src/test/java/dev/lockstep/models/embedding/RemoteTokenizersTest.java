package dev.lockstep.models.embedding;

import com.knuddels.jtokkit.api.EncodingType;
import dev.lockstep.models.embedding.remote.Protocol;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who counts the tokens of models that cannot be asked. */
class RemoteTokenizersTest {

    private static final String PROSE =
            "A unit of work becomes visible in one instant, or never; see internationalisation "
                    + "(i18n) of 2026-11-21. naïve café “quoted” Grüße 中文字 and 한국어 and 😀!";

    private final Tokenizer estimate = tokenizer("characters");
    private final Tokenizer bytePairs = tokenizer("cl100k_base");

    @Test
    void theEstimateIsMoreThanModelsSee() {
        assertThat(estimate.count(PROSE))
                .isGreaterThan(bytePairs.count(PROSE))
                .isGreaterThan(BgeTokenizer.shared().count(PROSE))
                .isLessThan(2 * bytePairs.count(PROSE));
    }

    @Test
    void whatIsCutBetweenEstimatedTokensHasAsManyAsItHadInTheWhole() {
        List<Token> tokens = estimate.tokens(PROSE);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(tokens.size());
            int to = from + random.nextInt(tokens.size() - from);
            String part =
                    PROSE.substring(tokens.get(from).start(), tokens.get(to).end());
            // The second half of a character that counts two is as much as the whole.
            assertThat(estimate.count(part)).isBetween(to - from + 1, to - from + 3);
        }
    }

    @Test
    void bytePairsSpanTheTextWithoutGaps() {
        List<Token> tokens = bytePairs.tokens(PROSE);
        assertThat(tokens).hasSize(bytePairs.count(PROSE));
        assertThat(tokens.get(0).start()).isZero();
        assertThat(tokens.get(tokens.size() - 1).end()).isEqualTo(PROSE.length());
        for (int i = 1; i < tokens.size(); i++) {
            assertThat(tokens.get(i).start())
                    .isLessThanOrEqualTo(tokens.get(i - 1).end());
            assertThat(tokens.get(i).end())
                    .isGreaterThanOrEqualTo(tokens.get(i - 1).end());
        }
    }

    @Test
    void bytePairsAreThoseOfTheModel() {
        List<Token> tokens = bytePairs.tokens("tiktoken is great!");
        assertThat(tokens)
                .extracting(token -> "tiktoken is great!".substring(token.start(), token.end()))
                .containsExactly("t", "ik", "token", " is", " great", "!");
    }

    @Test
    void aLongTextIsCountedInBlocks() {
        String text = "otters and seals ".repeat(10_000);
        List<Token> tokens = bytePairs.tokens(text);
        assertThat(tokens).hasSize(bytePairs.count(text));
        assertThat(tokens.get(tokens.size() - 1).end()).isEqualTo(text.length());
        assertThat(bytePairs.tokens("")).isEmpty();
        assertThat(estimate.tokens(" \n")).isEmpty();
    }

    @Test
    void halfCharactersDoNoHarm() {
        String half = "a \uD83D b";
        assertThat(bytePairs.tokens(half)).isNotEmpty();
        assertThat(estimate.tokens(half)).hasSize(4);
    }

    private static Tokenizer tokenizer(String name) {
        FixedModel settings = FixedModel.remote(FixedRemote.at("http://a/v1", Protocol.OPENAI));
        assertThat(EncodingType.fromName("cl100k_base")).isPresent();
        return RemoteTokenizers.load("a.", settings, name);
    }
}
