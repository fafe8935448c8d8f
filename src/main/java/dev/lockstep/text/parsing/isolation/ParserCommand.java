package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.ParseLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command that runs a parser: a JVM with a memory of its own, and as little else as possible. */
record ParserCommand(Confinement confinement, List<Path> shown, ResourceLimits limits, List<String> jvm) {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static final List<String> OPTIONS = List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxMetaspaceSize=128m",
            "-XX:CompressedClassSpaceSize=64m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:-UsePerfData",
            "-Xss2m",
            "-Djava.awt.headless=true",
            // The working directory is the only one that it may write to.
            "-Djava.io.tmpdir=.",
            "-Duser.home=.",
            // These properties keep an XML parser from fetching what a document names.
            "-Djavax.xml.accessExternalDTD=",
            "-Djavax.xml.accessExternalSchema=",
            "-Djavax.xml.accessExternalStylesheet=",
            "-Dfile.encoding=UTF-8",
            "-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory",
            "-Dorg.apache.logging.log4j.simplelog.level=OFF",
            "-Dslf4j.internal.verbosity=ERROR");

    ParserCommand {
        shown = List.copyOf(shown);
        jvm = List.copyOf(jvm);
    }

    static ParserCommand of(Confinement confinement, ParserSettings settings, ParseLimits limits) throws IOException {
        List<Path> libraries = ClassPath.files();
        List<Path> shown = new ArrayList<>(libraries);
        shown.add(JAVA_HOME.toRealPath());
        shown.addAll(linkedFrom(JAVA_HOME.toRealPath()));
        List<String> jvm = new ArrayList<>();
        jvm.add(JAVA_HOME.toRealPath().resolve("bin").resolve("java").toString());
        jvm.add("-Xmx" + settings.memoryMegabytes() + "m");
        jvm.addAll(OPTIONS);
        jvm.addAll(List.of("-cp", ClassPath.of(libraries), ParserMain.class.getName()));
        jvm.addAll(List.of(ParserMain.args(limits)));
        return new ParserCommand(
                confinement, shown, new ResourceLimits(settings.memoryMegabytes(), settings.longestFile()), jvm);
    }

    /** Distributions keep parts of a JDK elsewhere, such as its settings below /etc. */
    private static List<Path> linkedFrom(Path home) throws IOException {
        List<Path> links;
        try (Stream<Path> files = Files.walk(home)) {
            links = files.filter(Files::isSymbolicLink).filter(Files::exists).toList();
        }
        List<Path> linked = new ArrayList<>();
        for (Path link : links) {
            linked.add(link.toRealPath());
        }
        return linked.stream().filter(path -> !path.startsWith(home)).distinct().toList();
    }

    /** The same JVM, which only tells its version. */
    List<String> version() {
        List<String> version = new ArrayList<>(jvm.subList(0, jvm.indexOf("-cp")));
        version.add("-version");
        return version;
    }

    ProcessBuilder process(Scratch scratch) {
        ProcessBuilder builder = new ProcessBuilder(confinement.around(scratch.home(), shown, limits, jvm))
                .directory(scratch.directory().toFile());
        // The parser gets nothing that the service was told, such as passwords. Without /proc the loader of the JVM
        // does not know
        // by itself where its libraries are.
        builder.environment().clear();
        if (confinement == Confinement.NAMESPACES) {
            builder.environment()
                    .put(
                            "LD_LIBRARY_PATH",
                            Path.of(jvm.get(0)).resolve("../../lib").normalize().toString());
        }
        return builder;
    }
}
