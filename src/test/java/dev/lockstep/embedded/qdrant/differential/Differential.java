package dev.lockstep.embedded.qdrant.differential;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant;
import dev.lockstep.embedded.qdrant.differential.Replay.Errors;
import dev.lockstep.embedded.qdrant.differential.Replay.Ties;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.util.IOUtils;

/** The command line: see the documentation of the package. */
final class Differential {
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);

    private String left = "";
    private String right = "";
    private long seed = 1;
    private int operations = 1000;
    private Errors errors = Errors.SAME_CODE;
    private Ties ties = Ties.IN_ANY_ORDER;
    private Optional<Path> history = Optional.empty();
    private Optional<String> apiKey = Optional.empty();

    private Differential(List<String> words) {
        List<String> rest = new ArrayList<>(words);
        left = next(rest);
        right = next(rest);
        while (!rest.isEmpty()) {
            switch (next(rest)) {
                case "--seed" -> seed = Long.parseLong(next(rest));
                case "--operations" -> operations = Integer.parseInt(next(rest));
                case "--history" -> history = Optional.of(Path.of(next(rest)));
                case "--api-key" -> apiKey = Optional.of(next(rest));
                case "--order" -> ties = Ties.IN_THE_SAME_ORDER;
                case "--messages" -> errors = Errors.SAME_CODE_AND_MESSAGE;
                default -> throw usage();
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        int status;
        try {
            status = run(List.of(arguments), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    /** The status that the process ends with: 1 if anything differed. */
    static int run(List<String> words, PrintStream output) throws IOException {
        return new Differential(words).run(output);
    }

    private int run(PrintStream output) throws IOException {
        List<Operation> done = history.isPresent() ? History.read(history.get()) : RandomHistory.of(seed, operations);
        output.println(history.map(file -> "Replaying " + file).orElse("Random operations of the seed " + seed) + ": "
                + left + " is the left, " + right + " the right server");
        try (Side one = side(left);
                Side other = side(right)) {
            int differences = new Replay(one.channel(), other.channel(), errors, ties)
                    .run(done, difference -> output.println(difference.text()));
            output.println(differences + " of " + done.size() + " operations were answered differently");
            return differences == 0 ? 0 : 1;
        }
    }

    private Side side(String address) throws IOException {
        if (!address.equals("embedded")) {
            return new Side(channel(address), () -> {});
        }
        Path directory = Files.createTempDirectory("differential");
        EmbeddedQdrant embedded = EmbeddedQdrant.start(EmbeddedQdrant.Options.in(directory));
        return new Side(channel("127.0.0.1:" + embedded.port()), () -> {
            embedded.close();
            IOUtils.rm(directory);
        });
    }

    private ManagedChannel channel(String address) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget(address).usePlaintext().maxInboundMessageSize(64 << 20);
        apiKey.map(Differential::withKey).ifPresent(builder::intercept);
        return builder.build();
    }

    private static ClientInterceptor withKey(String key) {
        Metadata headers = new Metadata();
        headers.put(API_KEY, key);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private static String next(List<String> words) {
        if (words.isEmpty()) {
            throw usage();
        }
        return words.remove(0);
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException("Differential LEFT RIGHT [--seed N] [--operations N] [--history FILE]"
                + " [--api-key KEY] [--messages] [--order], where LEFT and RIGHT are host:port or embedded");
    }

    private record Side(ManagedChannel channel, End end) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            ManagedChannel unused = channel.shutdownNow();
            end.run();
        }
    }

    private interface End {
        void run() throws IOException;
    }
}
