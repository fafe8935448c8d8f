package dev.lockstep.models.provided;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChoiceTest {

    private static final String SETTING = "lockstep.answers.model";

    private static Provided<String> model(String name) {
        return new Provided<>(name, "openai", "some-model", name.equals("openai"), Optional.of("s3cret"), "client");
    }

    private static Optional<Provided<String>> choice(Optional<String> named, String... names) {
        return Choice.of(List.of(names).stream().map(ChoiceTest::model).toList(), ModelKind.CHAT, SETTING, named);
    }

    @Test
    void withoutModelsThereIsNoneWhateverIsNamed() {
        assertThat(choice(Optional.of("writer"))).isEmpty();
    }

    @Test
    void theNamedOneIsTaken() {
        assertThat(choice(Optional.of("b"), "a", "b")).contains(model("b"));
    }

    @Test
    void theOnlyOneIsTaken() {
        assertThat(choice(Optional.empty(), "a")).contains(model("a"));
    }

    @Test
    void ofSeveralTheOneWithoutANameIsTaken() {
        assertThat(choice(Optional.empty(), "a", "openai")).contains(model("openai"));
    }

    @Test
    void aNameThatNoneHasIsRefused() {
        assertThatThrownBy(() -> choice(Optional.of("c"), "a", "b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "lockstep.answers.model is \"c\", but no chat model of quarkus.langchain4j has that name: name one"
                                + " of a, b, or set the url of a server of its own.");
    }

    @Test
    void severalWithNamesAreRefusedUntilOneIsNamed() {
        assertThatThrownBy(() -> choice(Optional.empty(), "a", "b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name one of a, b");
    }

    @Test
    void aModelPrintsNoKey() {
        assertThat(model("a").toString()).isEqualTo("a (some-model by openai)");
        assertThat(model("a").withoutKey("no such key: s3cret")).isEqualTo("no such key: ...");
    }
}
