import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ingests a file of documents, one JSON object a line, and shows how it goes. Needs a JDK and nothing else:
 *
 * <pre>java examples/Ingest.java KNOWLEDGE_BASE FILE.jsonl [URL]</pre>
 *
 * A line is a document as {@code POST .../documents} takes it, or one of the BEIR layout ({@code _id, title, text}).
 * Documents that are there already are skipped, so that it can be run again after an interruption.
 */
public class Ingest {

    /** More keep the embedding busy no better on a small machine. */
    private static final int IN_FLIGHT = 8;

    private static final Pattern BEIR_ID = Pattern.compile("\"_id\"\\s*:");
    private static final Pattern TITLE = Pattern.compile("\"title\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\")");
    private static final Pattern EMPTY_TEXT = Pattern.compile("\"text\"\\s*:\\s*\"\\s*\"");
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z_]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String knowledgeBase;
    private final int total;
    private final long begun = System.nanoTime();
    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger empty = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Ingest(String base, String knowledgeBase, int total) {
        this.base = base;
        this.knowledgeBase = knowledgeBase;
        this.total = total;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: java examples/Ingest.java KNOWLEDGE_BASE FILE.jsonl [URL, default http://localhost:8080]");
            System.exit(2);
        }
        List<String> lines = Files.readAllLines(Path.of(args[1])).stream()
                .filter(line -> !line.isBlank())
                .toList();
        String base = args.length > 2 ? args[2] : "http://localhost:8080";
        try {
            System.exit(new Ingest(base, args[0], lines.size()).run(lines) ? 0 : 1);
        } catch (IOException e) {
            System.err.println("\n" + base + " does not answer (" + e + "): start Lockstep, then run this again");
            System.exit(1);
        }
    }

    private boolean run(List<String> lines) throws Exception {
        createKnowledgeBase();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(this::showProgress, 1, 1, TimeUnit.SECONDS);
        Semaphore room = new Semaphore(IN_FLIGHT);
        try (AutoCloseable stop = clock::shutdownNow) {
            for (String line : lines) {
                room.acquire();
                send(document(line), 1, room);
            }
            room.acquire(IN_FLIGHT);
        }
        showProgress();
        System.out.println();
        return refused.get() == 0;
    }

    private void createKnowledgeBase() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(post("/v1/knowledge-bases", "{\"name\": \"" + knowledgeBase + "\"}"), BodyHandlers.ofString());
        if (answer.statusCode() != 201 && !"knowledge_base_exists".equals(code(answer))) {
            System.err.println("can't make the knowledge base: " + answer.body());
            System.exit(1);
        }
    }

    /** In BEIR's layout the id has another name, and a document may be a title without a text. */
    private static String document(String line) {
        String renamed = BEIR_ID.matcher(line).replaceFirst("\"external_id\":");
        Matcher title = TITLE.matcher(renamed);
        return title.find()
                ? EMPTY_TEXT.matcher(renamed).replaceFirst(Matcher.quoteReplacement("\"text\": " + title.group(1)))
                : renamed;
    }

    private void send(String document, int attempt, Semaphore room) {
        http.sendAsync(post("/v1/knowledge-bases/" + knowledgeBase + "/documents", document), BodyHandlers.ofString())
                .whenComplete((answer, failure) -> {
                    boolean busy = failure == null && (answer.statusCode() == 429 || answer.statusCode() == 503);
                    if ((busy || failure != null) && attempt < 5) {
                        sleep(attempt);
                        send(document, attempt + 1, room);
                        return;
                    }
                    count(document, answer, failure);
                    room.release();
                });
    }

    private void count(String document, HttpResponse<String> answer, Throwable failure) {
        if (failure == null && answer.statusCode() == 201) {
            stored.incrementAndGet();
        } else if (failure == null && "document_exists".equals(code(answer))) {
            skipped.incrementAndGet();
        } else if (failure == null && "empty_text".equals(code(answer))) {
            empty.incrementAndGet();
        } else {
            refused.incrementAndGet();
            System.out.println("\rrefused: " + document.substring(0, Math.min(60, document.length())) + "... "
                    + (failure == null ? answer.body() : failure));
        }
    }

    private void showProgress() {
        int done = stored.get() + skipped.get() + empty.get() + refused.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double rate = done / seconds;
        System.out.printf(
                "\r%d of %d documents: %d stored, %d there already, %d without text, %d refused; %.0f a second, %.0f s left   ",
                done, total, stored.get(), skipped.get(), empty.get(), refused.get(), rate, (total - done) / Math.max(rate, 0.1));
    }

    private HttpRequest post(String path, String json) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private static String code(HttpResponse<String> answer) {
        Matcher code = CODE.matcher(answer.body());
        return code.find() ? code.group(1) : "";
    }

    private static void sleep(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
