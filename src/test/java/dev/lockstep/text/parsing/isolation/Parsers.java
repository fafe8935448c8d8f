package dev.lockstep.text.parsing.isolation;

import dev.lockstep.text.parsing.formats.Content;
import dev.lockstep.text.parsing.formats.DocumentType;
import dev.lockstep.text.parsing.formats.ParseLimits;
import dev.lockstep.text.parsing.formats.ParsedDocument;
import dev.lockstep.text.parsing.formats.Reader.PageProgress;
import dev.lockstep.text.parsing.formats.Reader.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Parsers for tests. */
final class Parsers {

    static final ParseLimits LIMITS = new ParseLimits(1_000_000, 100, 256 << 20, 1_000);

    private Parsers() {}

    static ParserSettings settings(int processes, Duration timeLimit, Duration idle, int queue, Path directory) {
        return new ParserSettings(
                processes, queue, 48, timeLimit, idle, 4_000_000, 1 << 28, Sandbox.AUTO, directory, 0, Duration.ZERO);
    }

    static CompletableFuture<ParsedDocument> parse(
            ParserProcesses parsers, Requester requester, DocumentType type, byte[] bytes) {
        return parsers.parse(requester, type, source(type, bytes), PageProgress.NOBODY)
                .subscribeAsCompletionStage();
    }

    static Source source(DocumentType type, byte[] bytes) {
        return new Source(new Content.InMemory(bytes), type.mediaType(), null);
    }

    /** Runs a class of the tests in a process of its own. */
    static ProcessBuilder java(Class<?> main, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    static byte[] html(String page) {
        return page.getBytes(StandardCharsets.UTF_8);
    }

    /** The scratch directory of the only parser. */
    static Path scratch(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("scratch")).findFirst().orElseThrow();
        }
    }

    /** What is in scratch directories. */
    static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(scratch(folder))) {
            return files.skip(1).toList();
        }
    }

    /** What is being parsed. */
    static List<Path> documentsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("document")).toList();
        } catch (UncheckedIOException changing) {
            return List.of();
        }
    }

    /** A parser in namespaces is a child of the process that made them. */
    static long innermost(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.children().findFirst())
                .map(child -> innermost(child.pid()))
                .orElse(pid);
    }
}
