package dev.lockstep.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Processor time by stage: looks at every thread again and again, and counts what it has used since the last look towards what
 * it is doing now. Coarse, but it needs no measuring points in what it measures.
 */
final class WhereTimeGoes implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;
    private static final int DEPTH = 120;
    private static final String REST = "other threads of the JVM";

    private record Stage(String name, List<String> packages) {

        boolean has(StackTraceElement frame) {
            return packages.stream().anyMatch(each -> frame.getClassName().startsWith(each));
        }
    }

    /** The first of them that has a frame of a thread's stack counts. */
    private static final List<Stage> STAGES = List.of(
            new Stage("embed: the model", List.of("ai.onnxruntime", "dev.lockstep.models.embedding.Onnx")),
            new Stage(
                    "chunk, count tokens, lexical vectors",
                    List.of(
                            "dev.lockstep.text.chunking",
                            "dev.lockstep.text.preparation",
                            "dev.lockstep.text.lexical")),
            new Stage("embed: tokenise", List.of("dev.lockstep.models.embedding", "ai.djl")),
            new Stage("embedded Qdrant", List.of("dev.lockstep.embedded.qdrant", "org.apache.lucene")),
            new Stage("search", List.of("dev.lockstep.features.search", "dev.lockstep.engine.livesearch")),
            new Stage("benchmark's clients", List.of("dev.lockstep.bench", "jdk.internal.net.http", "java.net.http")),
            new Stage(
                    "PostgreSQL's client",
                    List.of("io.vertx.sqlclient", "io.vertx.pgclient", "dev.lockstep.stores.catalog")),
            new Stage(
                    "store: units of work, points",
                    List.of(
                            "dev.lockstep.engine.unitofwork",
                            "dev.lockstep.stores.points",
                            "dev.lockstep.engine.buffer",
                            "dev.lockstep.features.documents",
                            "io.qdrant",
                            "io.grpc",
                            "com.google.protobuf")),
            new Stage(
                    "HTTP and JSON",
                    List.of("dev.lockstep.web", "io.vertx", "io.netty", "org.jboss.resteasy", "com.fasterxml")));

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = new HashMap<>();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Duration processBefore = process();
    private final ProcessHandle postgres;
    private final Duration postgresBefore;
    private final Thread looking = new Thread(this::look, "where-time-goes");

    private WhereTimeGoes(ProcessHandle postgres) {
        this.postgres = postgres;
        postgresBefore = used(postgres);
    }

    /** @param postgres the first of the server's processes */
    static WhereTimeGoes start(ProcessHandle postgres) {
        WhereTimeGoes started = new WhereTimeGoes(postgres);
        started.looking.setDaemon(true);
        started.looking.start();
        return started;
    }

    private void look() {
        while (!over.get()) {
            for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds(), DEPTH)) {
                if (info != null && info.getThreadId() != looking.getId()) {
                    count(info);
                }
            }
            pause();
        }
    }

    private synchronized void count(ThreadInfo info) {
        long used = threads.getThreadCpuTime(info.getThreadId());
        Long last = before.put(info.getThreadId(), used);
        if (last != null && used > last) {
            nanos.merge(stage(info.getStackTrace()), used - last, Long::sum);
        }
    }

    private static String stage(StackTraceElement[] stack) {
        for (Stage stage : STAGES) {
            for (StackTraceElement frame : stack) {
                if (stage.has(frame)) {
                    return stage.name();
                }
            }
        }
        return REST;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration process() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Connections are processes, and are kept. */
    private static Duration used(ProcessHandle first) {
        return Stream.concat(Stream.of(first), first.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        over.set(true);
        try {
            looking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Seconds of processor time, the most first. */
    synchronized String report() {
        double process = seconds(process().minus(processBefore));
        Map<String, Double> all = new HashMap<>();
        nanos.forEach((stage, used) -> all.put(stage, used / 1e9));
        double seen = all.values().stream().mapToDouble(Double::doubleValue).sum();
        all.put("compiler, garbage collection and the measuring itself", Math.max(0, process - seen));
        all.put("PostgreSQL", Math.max(0, seconds(used(postgres).minus(postgresBefore))));
        double sum = all.values().stream().mapToDouble(Double::doubleValue).sum();
        StringBuilder report = new StringBuilder();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(each -> report.append(String.format(
                        "  %-55s %7.1f s  %4.1f %%%n", each.getKey(), each.getValue(), 100 * each.getValue() / sum)));
        return report.toString();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
