package dev.lockstep.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most heap and resident memory of this process between start and close; resident memory only where /proc tells it. */
final class MemoryUse implements AutoCloseable {

    private static final int EVERY_MILLIS = 100;
    private static final Path STATUS = Path.of("/proc/self/status");

    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong resident = new AtomicLong();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    static MemoryUse start() {
        MemoryUse started = new MemoryUse();
        var ignored = started.looking.scheduleAtFixedRate(started::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return started;
    }

    private void look() {
        heap.accumulateAndGet(heapNow(), Math::max);
        resident.accumulateAndGet(residentNow(), Math::max);
    }

    static long heapNow() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static long residentNow() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }

    @Override
    public String toString() {
        return String.format("heap at most %d MB, resident at most %d MB", heap.get() >> 20, resident.get() >> 20);
    }
}
