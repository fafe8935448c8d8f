package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Main} is asked for.
 *
 * @param options how to start, unless there is an answer
 * @param answer to print in place of starting
 * @param warning to print before starting
 */
record CommandLine(Options options, Optional<String> answer, Optional<String> warning) {
    private static final String KEY_VARIABLE = "QDRANT__SERVICE__API_KEY";
    private static final String READ_ONLY_KEY_VARIABLE = "QDRANT__SERVICE__READ_ONLY_API_KEY";

    private static final String HELP =
            """
            Runs the embedded Qdrant: Qdrant's gRPC protocol, as far as it is implemented, without encryption.

              --port PORT                 to listen on, 0 for any that is free; %d unless given
              --address ADDRESS           to listen on; %s unless given: only this machine
              --data DIRECTORY            where the data is, created if needed; %s unless given
              --api-key-file FILE         holds the key that callers must send; else from %s
              --read-only-api-key-file FILE
                                          holds a key for reading; else from %s
              --max-message-mb MB         the largest request; 64 unless given
              --flush-ms MILLISECONDS     how long a power cut may take back an operation nobody waits for; 5000 unless given,
                                          0: none is answered before it is on the disk
              --log-mb MB                 the index is committed when a log has grown so far; 64 unless given
              --reserve-mb MB             free space of the disk below which writes are refused; 64 unless given
              --help, --version

            It prints its address when it is ready, and shuts down cleanly on SIGTERM and Ctrl-C.
            Exit status: 1 if it cannot start, 2 if the command line is wrong.\
            """.formatted(6334, "127.0.0.1", "./qdrant-data", KEY_VARIABLE, READ_ONLY_KEY_VARIABLE);

    private static final Set<String> WITH_VALUE = Set.of(
            "--port",
            "--address",
            "--data",
            "--api-key-file",
            "--read-only-api-key-file",
            "--max-message-mb",
            "--flush-ms",
            "--log-mb",
            "--reserve-mb");

    static CommandLine parse(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains("--help")) {
            return answering(HELP);
        }
        if (arguments.contains("--version")) {
            return answering(EmbeddedQdrant.VERSION);
        }
        Map<String, String> given = given(arguments);
        String address = given.getOrDefault("--address", "127.0.0.1");
        boolean local = resolved(address).isLoopbackAddress();
        Options options = Options.in(Path.of(given.getOrDefault("--data", "./qdrant-data")))
                .withHost(address)
                .withPort(number("--port", given.getOrDefault("--port", "6334"), 0, 65_535))
                .withLargestMessage(
                        number("--max-message-mb", given.getOrDefault("--max-message-mb", "64"), 1, 1_024) << 20)
                .withUpdates(updates -> updates.withFlushInterval(Duration.ofMillis(
                                number("--flush-ms", given.getOrDefault("--flush-ms", "5000"), 0, 3_600_000)))
                        .withLogBytes((long) number("--log-mb", given.getOrDefault("--log-mb", "64"), 1, 65_536) << 20)
                        .withReserveBytes(
                                (long) number("--reserve-mb", given.getOrDefault("--reserve-mb", "64"), 0, 65_536)
                                        << 20));
        Optional<String> key = key(given.get("--api-key-file"), environment, KEY_VARIABLE);
        Optional<String> readOnlyKey = key(given.get("--read-only-api-key-file"), environment, READ_ONLY_KEY_VARIABLE);
        boolean open = !local && key.isEmpty() && readOnlyKey.isEmpty();
        return new CommandLine(
                withKeys(options, key, readOnlyKey),
                Optional.empty(),
                open
                        ? Optional.of("Warning: " + address + " may be reached by others, and there is no API key")
                        : Optional.empty());
    }

    private static CommandLine answering(String answer) {
        return new CommandLine(Options.in(Path.of(".")), Optional.of(answer), Optional.empty());
    }

    private static Map<String, String> given(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove();
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (name.equals("--api-key")) {
                throw new UsageException(
                        "A key on the command line can be read by every user of this machine: use --api-key-file or "
                                + KEY_VARIABLE);
            }
            if (!WITH_VALUE.contains(name)) {
                throw new UsageException("Unknown option " + name);
            }
            String value = equals < 0 ? rest.poll() : argument.substring(equals + 1);
            if (value == null || value.isEmpty()) {
                throw new UsageException(name + " needs a value");
            }
            if (given.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        return given;
    }

    private static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below covers this too.
        }
        throw new UsageException("%s must be a number from %d to %d, not %s".formatted(name, least, most, value));
    }

    private static InetAddress resolved(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new UsageException("--address " + address + " is not known");
        }
    }

    private static Optional<String> key(@Nullable String file, Map<String, String> environment, String variable) {
        if (file == null) {
            // Qdrant takes an empty variable for none as well.
            return Optional.ofNullable(environment.get(variable)).filter(key -> !key.isEmpty());
        }
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("The key file cannot be read: " + e);
        }
    }

    private static Options withKeys(Options options, Optional<String> key, Optional<String> readOnlyKey) {
        try {
            Options withKey = key.map(options::withApiKey).orElse(options);
            return readOnlyKey.map(withKey::withReadOnlyApiKey).orElse(withKey);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Why a command line cannot be followed. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageException(String reason) {
            super(reason);
        }
    }
}
