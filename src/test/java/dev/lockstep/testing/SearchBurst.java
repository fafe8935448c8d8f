package dev.lockstep.testing;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * What became of searches that were sent all at once.
 *
 * @param full those of the shed ones for which there was no room; the others waited in vain
 * @param degraded those of the answered ones that lack something
 * @param others the answers that are neither, with their status
 */
public record SearchBurst(int answered, int degraded, int shed, int full, List<String> others, Duration took) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    public static SearchBurst of(int searches, Api knowledgeBase, List<String> queries) {
        long begun = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> sent = IntStream.range(0, searches)
                .mapToObj(i -> CLIENT.sendAsync(
                        request(knowledgeBase, queries.get(i % queries.size())), BodyHandlers.ofString()))
                .toList();
        List<HttpResponse<String>> answers =
                sent.stream().map(CompletableFuture::join).toList();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        List<HttpResponse<String>> good =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        return new SearchBurst(
                good.size(),
                (int) good.stream().filter(SearchBurst::isDegraded).count(),
                (int) answers.stream().filter(SearchBurst::isShed).count(),
                (int) answers.stream().filter(SearchBurst::isFull).count(),
                answers.stream()
                        .filter(answer -> answer.statusCode() != 200 && !isShed(answer))
                        .map(answer -> answer.statusCode() + " " + answer.body())
                        .toList(),
                took);
    }

    private static HttpRequest request(Api knowledgeBase, String query) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + knowledgeBase.path() + "/search"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\": \"" + query + "\"}"))
                .build();
    }

    private static boolean isDegraded(HttpResponse<String> answer) {
        List<Object> degraded = JsonPath.from(answer.body()).getList("degraded");
        return degraded != null && !degraded.isEmpty();
    }

    private static boolean isFull(HttpResponse<String> answer) {
        return isShed(answer) && JsonPath.from(answer.body()).get("max_waiting") != null;
    }

    /** Who is sent away must be told when to come back. */
    private static boolean isShed(HttpResponse<String> answer) {
        return answer.statusCode() == 429
                && answer.headers().firstValue("Retry-After").isPresent();
    }
}
