package dev.lockstep.features.search;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Runs of characters tell what words that are cut by a dictionary do not. */
class CharacterRunsTest {

    private static CharacterRuns read(String query, String text) {
        return CharacterRuns.of("th", query, text);
    }

    @Test
    void aNameIsFoundHoweverItIsCut() {
        CharacterRuns runs = read("ใครคือเคานต์แห่งเมลฟี", "ลูกหลานได้เป็นเคานต์แห่งเมลฟีในอิตาลี");

        assertThat(runs.found()).contains("เมลฟ", "มลฟี");
        assertThat(runs.share()).isGreaterThan(0.6);
    }

    @Test
    void caseAndWhatStandsBetweenWordsTellNothing() {
        assertThat(read("NASA  (LOR)?", "the nasa: lor").share()).isEqualTo(1);
    }

    @Test
    void otherLanguagesDoNotNeedThem() {
        assertThat(CharacterRuns.of("de", "Hafenbehörde", "Hafenbehörde")).isEqualTo(CharacterRuns.NONE);
        assertThat(CharacterRuns.of("vi", "thành phố", "thành phố").isEmpty()).isTrue();
        assertThat(CharacterRuns.of("und", "ใครคือ", "ใครคือ").isEmpty()).isTrue();
    }

    @Test
    void aShortQueryHasNone() {
        assertThat(read("ใคร", "ใครคือ").isEmpty()).isTrue();
        assertThat(read("ใคร", "ใครคือ").share()).isZero();
    }

    @Test
    void whatAllTextsHaveTellsLessThanWhatOneHas() {
        CharacterRuns common = read("abcd wxyz", "abcd");
        CharacterRuns special = read("abcd wxyz", "abcd wxyz");
        Map<String, Double> rarity = CharacterRuns.rarity(List.of(common, common, special));

        assertThat(rarity.get("wxyz")).isGreaterThan(5 * rarity.get("abcd"));
        assertThat(special.evidence(rarity)).isGreaterThan(3 * common.evidence(rarity));
        assertThat(special.evidence(rarity))
                .as("of all runs it is the root of what they weigh")
                .isCloseTo(
                        Math.sqrt(rarity.values().stream()
                                .mapToDouble(weight -> weight)
                                .sum()),
                        within(1e-9));
    }

    @Test
    void withoutRunsThereIsNoEvidence() {
        assertThat(CharacterRuns.NONE.evidence(CharacterRuns.rarity(List.of(CharacterRuns.NONE))))
                .isZero();
    }
}
