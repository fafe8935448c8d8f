package dev.lockstep.text.parsing.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a parser that was taken over by a document can reach. The prisoner tries it in its place. */
class ConfinementTest {

    private static final String SECRET = "the secret";

    @TempDir
    Path folder;

    private ParserSettings settings;

    @BeforeEach
    void settings() {
        settings = Parsers.settings(1, Duration.ofSeconds(30), Duration.ofMinutes(1), 9, folder.resolve("parsers"));
    }

    /** Tries to reach what its arguments name, and tells of each what came of it. */
    static final class Prisoner {
        public static void main(String... args) throws IOException {
            System.out.println("environment " + System.getenv().keySet());
            System.out.println("file " + attempt(() -> Files.readString(Path.of(args[0]))));
            System.out.println("socket "
                    + attempt(() -> {
                        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))) {
                            return "connected to " + socket.getPort();
                        }
                    }));
            System.out.println("libraries "
                    + attempt(() -> {
                        Path library = Path.of(Prisoner.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
                        return Files.createFile(library.resolve("put-there-by-a-prisoner"))
                                .toString();
                    }));
            System.out.println("processes "
                    + attempt(() -> ProcessHandle.of(Long.parseLong(args[2])).isPresent()));
            System.out.println("long file "
                    + attempt(() ->
                            Files.write(Path.of("long"), new byte[3 << 20]).toString()));
            System.out.println("scratch "
                    + attempt(() -> Files.writeString(Path.of("short"), "a").toString()));
        }

        private interface Attempt {
            Object make() throws Exception;
        }

        private static String attempt(Attempt attempt) {
            try {
                return "yes: " + attempt.make();
            } catch (Exception | Error e) {
                return "no: " + e;
            }
        }
    }

    private List<String> attempts(Confinement confinement) throws IOException {
        Path secret = Files.writeString(
                Files.createDirectories(folder.resolve("data")).resolve("secret"), SECRET);
        Path code = Path.of(Prisoner.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (ScratchSpace space = ScratchSpace.in(settings.directory());
                ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ParserCommand parser = ParserCommand.of(confinement, settings, Parsers.LIMITS);
            List<Path> shown = new ArrayList<>(parser.shown());
            shown.add(code);
            List<String> jvm =
                    new ArrayList<>(parser.jvm().subList(0, parser.jvm().indexOf("-cp")));
            jvm.addAll(List.of("-cp", code.toString(), Prisoner.class.getName(), secret.toString()));
            jvm.addAll(List.of(
                    Integer.toString(port.getLocalPort()),
                    Long.toString(ProcessHandle.current().pid())));
            Process prisoner = new ParserCommand(confinement, shown, new ResourceLimits(48, 1 << 20), jvm)
                    .process(space.newScratch())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new String(prisoner.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private Confinement strictest() throws IOException {
        try (ParserStarts starts = new ParserStarts(settings, Parsers.LIMITS)) {
            return starts.prepare().confinement();
        }
    }

    @Test
    void inNamespacesThereIsNothingToReach() throws IOException {
        assumeTrue(
                strictest() == Confinement.NAMESPACES,
                "this system does not let this user make namespaces: what a parser can't reach there is not tested");

        assertThat(attempts(Confinement.NAMESPACES))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("environment [LD_LIBRARY_PATH]"),
                        line -> assertThat(line).startsWith("file no: ").contains("NoSuchFile"),
                        line -> assertThat(line).startsWith("socket no: ").contains("unreachable"),
                        line -> assertThat(line).startsWith("libraries no: ").contains("Read-only"),
                        line -> assertThat(line).isEqualTo("processes yes: false"),
                        line -> assertThat(line).startsWith("long file no: ").contains("too large"),
                        line -> assertThat(line).isEqualTo("scratch yes: short"));
    }

    @Test
    void withoutNamespacesTheLimitsAndTheEmptyEnvironmentRemain() throws IOException {
        assumeTrue(Confinement.LIMITS.isKnownHere(), "this system has no limits of a shell");

        assertThat(attempts(Confinement.LIMITS))
                .contains("environment []", "scratch yes: short")
                .contains("file yes: " + SECRET)
                .anySatisfy(line -> assertThat(line).startsWith("long file no: "));
    }

    @Test
    void aParserStartsInEachWayThatTheSystemKnows() throws IOException {
        for (Sandbox sandbox : Sandbox.values()) {
            ParserSettings chosen = new ParserSettings(
                    1,
                    1,
                    48,
                    settings.timeLimit(),
                    settings.idle(),
                    settings.longestAnswer(),
                    settings.longestFile(),
                    sandbox,
                    settings.directory(),
                    settings.pictures(),
                    settings.timePerPicture());
            if (sandbox == Sandbox.REQUIRED && strictest() != Confinement.NAMESPACES) {
                continue;
            }
            try (ParserStarts starts = new ParserStarts(chosen, Parsers.LIMITS)) {
                assertThat(starts.prepare().confinement())
                        .isEqualTo(sandbox == Sandbox.OFF ? Confinement.NONE : strictest());
            }
        }
    }
}
