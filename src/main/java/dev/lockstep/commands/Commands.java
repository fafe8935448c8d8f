package dev.lockstep.commands;

import com.google.common.base.Suppliers;
import dev.lockstep.domain.Rejected;
import dev.lockstep.stores.catalog.postgres.BriefCatalog;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All commands, and how they end: 0 when done, 1 when it can't be done, 2 when it is not clear what is wanted. */
public final class Commands {

    private static final String NAME = "java -jar quarkus-run.jar";

    private final CommandLine line;

    /** @param catalogs opens the catalog, once, when a command needs it */
    public Commands(Supplier<BriefCatalog> catalogs, PrintStream out, PrintStream err) {
        this.line = new CommandLine(new Root())
                .addSubcommand(new KeyCommands(Suppliers.memoize(catalogs::get)))
                .registerConverter(Instant.class, new Arguments.Moments())
                .registerConverter(Duration.class, new Arguments.Durations())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((wrong, args) -> wrong(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure));
    }

    public int run(String... args) {
        return line.execute(args);
    }

    private static int wrong(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        say(command, wrong.getMessage() + "; " + command.getCommandSpec().qualifiedName() + " --help tells more.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Says one sentence: what can go wrong here is explained by it, and a trace would bury it. */
    private static int failed(CommandLine command, Exception failure) {
        say(command, failure.getMessage() == null ? failure.toString() : failure.getMessage());
        return failure instanceof Rejected ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static void say(CommandLine command, String sentence) {
        command.getErr().println("lockstep: " + sentence);
    }

    /** Without a command there is the service. */
    @Command(name = NAME, description = "Runs the service when there are no arguments, else one of the commands.")
    private static final class Root {

        @CommandLine.Option(
                names = "--help",
                usageHelp = true,
                description = "Says this.",
                scope = CommandLine.ScopeType.INHERIT)
        @SuppressWarnings("UnusedVariable")
        private boolean help;
    }
}
