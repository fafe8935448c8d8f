package dev.lockstep.models.embedding;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a model is declared to read. */
class ModelLanguagesTest {

    private static final String SETTING = "lockstep.embedding.models.\"mine\".languages";

    @Test
    void aModelReadsWhatIsDeclaredWhateverTheRegionOrTheScript() {
        ModelLanguages languages = ModelLanguages.configured(SETTING, List.of("EN", " de", "zh"));
        assertThat(languages.declared()).containsExactlyInAnyOrder("en", "de", "zh");
        assertThat(List.of("en", "en-GB", "de", "zh-Hant", "zh_TW")).allMatch(languages::reads);
        assertThat(List.of("fr", "und", "eng")).noneMatch(languages::reads);
    }

    @Test
    void oneWordStandsForEveryLanguage() {
        assertThat(List.of("en", "und", "yue-Hant"))
                .allMatch(ModelLanguages.configured(SETTING, List.of("all"))::reads);
    }

    @Test
    void whatNobodyHasSaidIsNotDeclared() {
        assertThat(ModelLanguages.UNDECLARED.isDeclared()).isFalse();
        assertThat(ModelLanguages.UNDECLARED.reads("en")).isFalse();
        assertThat(ModelLanguages.of("en").isDeclared()).isTrue();
    }

    @Test
    void whatIsNoCodeIsRefused() {
        assertThatThrownBy(() -> ModelLanguages.configured(SETTING, List.of("en", "german")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(SETTING + " is \"en,german\", but \"german\" is not the code of a language");
        assertThatThrownBy(() -> ModelLanguages.configured(SETTING, List.of("all", "de")))
                .hasMessageContaining("give all alone");
    }
}
