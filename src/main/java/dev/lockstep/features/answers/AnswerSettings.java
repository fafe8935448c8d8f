package dev.lockstep.features.answers;

import dev.lockstep.platform.resilience.BreakerSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** The settings {@code lockstep.answers.*} say which chat model writes answers, if any, and within which bounds. */
@ConfigMapping(prefix = "lockstep.answers")
interface AnswerSettings {

    /** The address, up to and with {@code /v1}, where a server speaks OpenAI's protocol. Without it answers are quoted. */
    Optional<String> url();

    /** The model that the server is asked for. */
    Optional<String> model();

    /** The bearer token that the server wants to see. */
    Optional<String> apiKey();

    /** Says how freely the model writes; as the server has it when absent. Some models take none. */
    OptionalDouble temperature();

    /** Limits how long an answer may take in all, search included; then it is quoted. */
    @WithDefault("60s")
    Duration timeout();

    /** Limits how long the model may say nothing, at the beginning or between two words. */
    @WithDefault("20s")
    Duration silence();

    /** Limits how many answers may be under way in this process. */
    @WithDefault("16")
    int maxConcurrent();

    /** Limits how many more may wait; beyond, they are refused with 429. */
    @WithDefault("32")
    int maxWaiting();

    /** Limits how often a model is asked again that was away or busy and had said nothing. */
    @WithDefault("1")
    int maxRetries();

    /**
     * The relevance that the best chunk must have, 0 to 1; with less, the documents are taken not to tell. With 0 there is an answer whenever
     * anything is found.
     */
    @WithDefault("0.45")
    double floor();

    /** The number of chunks that an answer is written from, unless the question says. */
    @WithDefault("8")
    int defaultLimit();

    @WithDefault("20")
    int maxLimit();

    /** The longest prompt, in characters: instructions, question, and as many of the best chunks as find room. */
    @WithDefault("24000")
    int maxPromptLength();

    /** The number of tokens that the model may write, unless the question says. */
    @WithDefault("800")
    int defaultTokens();

    @WithDefault("4096")
    int maxTokens();

    BreakerSettings breaker();
}
