package dev.lockstep.features.search;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where sentences end. */
class SentencesTest {

    private static List<String> cut(String text) {
        return Sentences.of(text, Locale.GERMAN).stream()
                .map(span -> text.substring(span.start(), span.end()).strip())
                .toList();
    }

    @Test
    void aStopEndsASentence() {
        assertThat(cut("Otters sleep. Kelp grows.")).containsExactly("Otters sleep.", "Kelp grows.");
    }

    @Test
    void theStopOfAnOrdinalNumberDoesNot() {
        assertThat(cut("Am 8. Februar schlief er. Er blieb bis ins 19. Jahrhundert."))
                .containsExactly("Am 8. Februar schlief er.", "Er blieb bis ins 19. Jahrhundert.");
    }

    @Test
    void theStopOfAnInitialOrAnAbbreviationDoesNot() {
        assertThat(cut("Gemeint ist John C. Messenger. Andere, z. B. Otter, nicht."))
                .containsExactly("Gemeint ist John C. Messenger.", "Andere, z. B. Otter, nicht.");
    }

    @Test
    void aYearEndsASentence() {
        assertThat(cut("Das war 1851. Dann kam er.")).containsExactly("Das war 1851.", "Dann kam er.");
    }

    @Test
    void theTextEndsTheLast() {
        assertThat(cut("Er kam am 8.")).containsExactly("Er kam am 8.");
        assertThat(cut("")).isEmpty();
    }
}
