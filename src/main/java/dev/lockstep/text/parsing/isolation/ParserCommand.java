package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.ParseLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a parser: a JVM with a memory of its own, and as little else as possible. */
final class ParserCommand {

    private static final List<String> OPTIONS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:-UsePerfData",
            "-Xss2m",
            "-Djava.awt.headless=true",
            // These properties keep an XML parser from fetching what a document names.
            "-Djavax.xml.accessExternalDTD=",
            "-Djavax.xml.accessExternalSchema=",
            "-Djavax.xml.accessExternalStylesheet=",
            "-Dfile.encoding=UTF-8",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
            "-Dorg.apache.logging.log4j.simplelog.level=OFF");

    private final List<String> command;

    private ParserCommand(List<String> command) {
        this.command = command;
    }

    static ParserCommand of(ParserSettings settings, ParseLimits limits) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + settings.memoryMegabytes() + "m");
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", ClassPath.find(), ParserMain.class.getName()));
        command.addAll(List.of(ParserMain.args(limits)));
        return new ParserCommand(command);
    }

    Process start() throws IOException {
        return process().start();
    }

    ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(command);
        // The parser gets nothing that the service was told, such as passwords.
        builder.environment().clear();
        return builder;
    }
}
