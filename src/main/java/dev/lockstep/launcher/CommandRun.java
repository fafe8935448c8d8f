package dev.lockstep.launcher;

import dev.lockstep.commands.Commands;
import org.eclipse.microprofile.config.ConfigProvider;

/** The run of the packaged application for one command, in place of the service. */
final class CommandRun {

    private CommandRun() {}

    /** Runs the command and does not return: it ends the process. */
    static void run(String... args) {
        Lifetime lifetime = new Lifetime();
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::close, "lockstep shutdown"));
        Narration narration = new Narration(System.err);
        System.exit(new Commands(
                        () -> new CatalogForCommands(Settings.from(ConfigProvider.getConfig()), lifetime, narration)
                                .open(),
                        System.out,
                        System.err)
                .run(args));
    }
}
