package dev.lockstep.embedded.qdrant;

import dev.lockstep.embedded.qdrant.EmbeddedQdrant.Options;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the embedded Qdrant alone, until the process is told to end. {@code --help} tells how.
 *
 * <p>It ends with 0 after {@code --help} and {@code --version}, with 2 if the command line is wrong and with 1 if it cannot start.
 */
public final class Main {
    private static final int CANNOT_START = 1;
    private static final int WRONG_USAGE = 2;

    private static final String LOG_MANAGER = "org.jboss.logmanager.LogManager";

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        useTheLogManagerOfTheClassPath();
        int failure = run(List.of(arguments), System.getenv(), System.out, System.err);
        if (failure != 0) {
            System.exit(failure);
        }
    }

    /** Returns when the server was stopped, or with the exit status of a failure. */
    private static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        CommandLine line;
        try {
            line = CommandLine.parse(arguments, environment);
        } catch (CommandLine.UsageException e) {
            err.println(e.getMessage());
            err.println("Use --help to see the options.");
            return WRONG_USAGE;
        }
        if (line.answer().isPresent()) {
            out.println(line.answer().get());
            return 0;
        }
        line.warning().ifPresent(err::println);
        return serve(line, out, err);
    }

    private static int serve(CommandLine line, PrintStream out, PrintStream err) throws InterruptedException {
        Options options = line.options();
        EmbeddedQdrant server;
        try {
            server = EmbeddedQdrant.start(options);
        } catch (IllegalStateException e) {
            err.println(e.getMessage());
            return CANNOT_START;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped, out), "embedded-qdrant-stop"));
        out.printf(
                "Embedded Qdrant %s ready at %s:%d, data in %s%n",
                EmbeddedQdrant.VERSION,
                options.transport().address().orElseThrow().host(),
                server.port(),
                options.directory().toAbsolutePath().normalize());
        stopped.await();
        return 0;
    }

    private static void stop(EmbeddedQdrant server, CountDownLatch stopped, PrintStream out) {
        server.close();
        out.println("Embedded Qdrant stopped");
        stopped.countDown();
    }

    /** Sets the log manager of an application's class path, if there is one: it complains unless it is the JVM's. */
    private static void useTheLogManagerOfTheClassPath() {
        String property = "java.util.logging.manager";
        boolean present = Main.class.getClassLoader().getResource(LOG_MANAGER.replace('.', '/') + ".class") != null;
        if (present && System.getProperty(property) == null) {
            System.setProperty(property, LOG_MANAGER);
        }
    }
}
