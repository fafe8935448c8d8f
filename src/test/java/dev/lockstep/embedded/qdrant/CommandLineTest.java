package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.server.ApiKeys;
import dev.lockstep.embedded.qdrant.storage.UpdateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CommandLineTest {
    private static CommandLine parse(String... arguments) {
        return CommandLine.parse(List.of(arguments), Map.of());
    }

    @Test
    void withoutArgumentsItListensOnQdrantsPortForThisMachineOnly() {
        var options = parse().options();
        assertThat(options.transport().address().orElseThrow().port()).isEqualTo(6334);
        assertThat(options.transport().address().orElseThrow().host()).isEqualTo("127.0.0.1");
        assertThat(options.directory()).isEqualTo(Path.of("./qdrant-data"));
        assertThat(options.transport().apiKeys()).isSameAs(ApiKeys.NONE);
        assertThat(parse().warning()).isEmpty();
    }

    @Test
    void valuesFollowAsAnArgumentOrAfterAnEqualsSign() {
        var options = parse("--port", "1234", "--data=elsewhere", "--address", "localhost", "--max-message-mb=2")
                .options();
        assertThat(options.transport().address().orElseThrow().port()).isEqualTo(1234);
        assertThat(options.directory()).isEqualTo(Path.of("elsewhere"));
        assertThat(options.transport().address().orElseThrow().host()).isEqualTo("localhost");
        assertThat(options.transport().largestMessage()).isEqualTo(2 << 20);
    }

    @Test
    void whatIsKeptOfThePowerAndOfTheDiskCanBeSet() {
        assertThat(parse().options().updates()).isEqualTo(UpdateSettings.DEFAULT);
        assertThat(parse("--flush-ms=0", "--log-mb", "2", "--reserve-mb=0")
                        .options()
                        .updates())
                .isEqualTo(UpdateSettings.DEFAULT
                        .withFlushInterval(Duration.ZERO)
                        .withLogBytes(2 << 20)
                        .withReserveBytes(0));
        wrong("--flush-ms must be a number from 0 to 3600000, not -1", "--flush-ms=-1");
    }

    @Test
    void keysComeFromFilesOrTheEnvironmentAndNeverFromTheCommandLine(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "secret\n");
        assertThat(parse("--api-key-file", file.toString())
                        .options()
                        .transport()
                        .apiKeys())
                .isNotSameAs(ApiKeys.NONE);
        assertThat(CommandLine.parse(List.of(), Map.of("QDRANT__SERVICE__API_KEY", "secret"))
                        .options()
                        .transport()
                        .apiKeys())
                .isNotSameAs(ApiKeys.NONE);
        assertThat(CommandLine.parse(List.of(), Map.of("QDRANT__SERVICE__API_KEY", ""))
                        .options()
                        .transport()
                        .apiKeys())
                .isSameAs(ApiKeys.NONE);
        assertThatThrownBy(() -> parse("--api-key", "secret"))
                .hasMessageContaining("use --api-key-file or QDRANT__SERVICE__API_KEY")
                .hasMessageNotContaining("secret");
        wrong(
                "The key file cannot be read",
                "--api-key-file",
                directory.resolve("missing").toString());
        Files.writeString(file, "\n");
        wrong("An API key must have 1 or more ASCII characters", "--api-key-file", file.toString());
    }

    @Test
    void whatCannotBeFollowedIsNamed() {
        wrong("Unknown option --prot", "--prot", "1");
        wrong("Unknown option data", "data");
        wrong("--port needs a value", "--port");
        wrong("--data needs a value", "--data=");
        wrong("--port must be a number from 0 to 65535, not 65536", "--port", "65536");
        wrong("--port must be a number from 0 to 65535, not many", "--port", "many");
        wrong("--port is given twice", "--port", "1", "--port", "2");
        wrong("--address no.such.host.invalid is not known", "--address", "no.such.host.invalid");
    }

    private static void wrong(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(CommandLine.UsageException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anAddressThatOthersReachWithoutAKeyIsWarnedOf() {
        assertThat(parse("--address", "0.0.0.0").warning()).isPresent();
        assertThat(CommandLine.parse(List.of("--address", "0.0.0.0"), Map.of("QDRANT__SERVICE__API_KEY", "k"))
                        .warning())
                .isEmpty();
    }

    @Test
    void helpListsEveryOption() {
        String help = parse("--port", "1", "--help").answer().orElseThrow();
        assertThat(help)
                .contains(
                        "--port",
                        "--address",
                        "--data",
                        "--api-key-file",
                        "--read-only-api-key-file",
                        "--max-message-mb",
                        "QDRANT__SERVICE__API_KEY");
        assertThat(parse("--version").answer()).contains(EmbeddedQdrant.VERSION);
    }
}
