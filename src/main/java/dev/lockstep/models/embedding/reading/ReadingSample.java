package dev.lockstep.models.embedding.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Questions of one language, and the passage that answers each.
 *
 * @param language an ISO 639 code
 */
public record ReadingSample(String language, List<Pair> pairs) {

    /** Counts the editions of the samples: what was measured with another one does not hold any more. */
    public static final int EDITION = 1;

    private static final Set<String> LANGUAGES = Set.of(
            "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja",
            "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "ta", "th", "tr", "uk", "vi", "zh");

    /** These are written so much alike that one sample serves them. */
    private static final Map<String, String> SERVED_BY = Map.of("nb", "no", "nn", "no");

    /** A question and the passage that answers it. */
    public record Pair(String question, String passage) {}

    public ReadingSample {
        pairs = List.copyOf(pairs);
    }

    /** The languages that there are samples of. */
    public static Set<String> languages() {
        return LANGUAGES;
    }

    /** Returns the language of the sample for a language, which may be written with a script or a region after a hyphen. */
    public static Optional<String> languageFor(String language) {
        String code = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        return Optional.of(SERVED_BY.getOrDefault(code, code)).filter(LANGUAGES::contains);
    }

    /** Reads the sample of one of the {@link #languages}. It reads a file. */
    public static ReadingSample of(String language) {
        String name = language + ".tsv";
        try (InputStream file = ReadingSample.class.getResourceAsStream(name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        Objects.requireNonNull(file, name + " is not on the class path"), StandardCharsets.UTF_8))) {
            return new ReadingSample(
                    language, lines.lines().map(ReadingSample::pair).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pair pair(String line) {
        String[] parts = line.split("\t", 2);
        return new Pair(parts[0], parts[1]);
    }

    List<String> questions() {
        return pairs.stream().map(Pair::question).toList();
    }

    List<String> passages() {
        return pairs.stream().map(Pair::passage).toList();
    }
}
