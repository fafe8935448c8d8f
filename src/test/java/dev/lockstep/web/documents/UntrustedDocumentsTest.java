package dev.lockstep.web.documents;

import dev.lockstep.testing.Api;
import dev.lockstep.testing.EmbeddedStores;
import dev.lockstep.testing.Eventually;
import dev.lockstep.testing.RawHttp;
import dev.lockstep.text.parsing.formats.Bombs;
import dev.lockstep.text.parsing.formats.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.lockstep.testing.Beside.run;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

/** Documents that were made to do harm do none to anybody else, and what reads them ends with whoever has sent them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedStores.class)
class UntrustedDocumentsTest {

    private static final String PDF = "application/pdf";
    private static final String ASYNC = "respond-async";

    @ConfigProperty(name = "lockstep.parsing.directory")
    Path scratch;

    private Api kb;

    @BeforeEach
    void makeKnowledgeBase() {
        kb = Api.newSharedKnowledgeBase();
    }

    private static RawHttp.Answer send(Api to, String type, byte[] document, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        return RawHttp.send("POST", to.path() + "/documents", document, all.toArray(String[]::new));
    }

    @Test
    void aPageThatTakesTheSquareOfItsLengthIsRefusedAtTheTimeLimitAndOthersAreTakenMeanwhile() {
        Api other = Api.newSharedKnowledgeBase();
        CompletableFuture<RawHttp.Answer> quadratic =
                run(() -> send(kb, "text/html", Bombs.quadraticHtml(), "Prefer", "wait=60"));

        RawHttp.Answer good = send(other, "text/html", "<p>Otters".getBytes(StandardCharsets.UTF_8));

        assertThat(good.status()).as(good.body()).isEqualTo(201);
        assertThat(quadratic).isNotDone();
        quadratic.join().isProblem(422, "parsing_timed_out", "lockstep.parsing.time-limit");
    }

    @Test
    void manySlowDocumentsOfOneKnowledgeBaseDoNotKeepAnotherOneOut() throws IOException {
        byte[] endless = Bombs.endlessPdf();
        List<CompletableFuture<RawHttp.Answer>> slow = IntStream.range(0, 5)
                .mapToObj(i -> run(() -> send(kb, PDF, endless)))
                .toList();
        assertThat(parsed(2)).hasSize(2);

        RawHttp.Answer good = send(Api.newSharedKnowledgeBase(), PDF, Samples.pdf("Otters"));

        assertThat(good.status()).as(good.body()).isEqualTo(201);
        assertThat(slow).as("those that came before").anyMatch(answer -> !answer.isDone());
        slow.forEach(answer -> answer.join().isProblem(422, "parsing_timed_out", "lockstep.parsing.time-limit"));
    }

    @Test
    void aDocumentForTheOwnersOfCertificatesIsRefusedAtOnceAlsoAsAJob() {
        byte[] document = Bombs.pdfForCertificates();

        send(kb, PDF, document).isProblem(422, "document_encrypted", "owners of certificates");

        String job = RestAssured.with()
                .body(document)
                .contentType(PDF)
                .header("Prefer", ASYNC)
                .post(kb.path() + "/documents")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Eventually.holds(() -> given().get("/v1/jobs/" + job).then().body("status", is("failed")));
        given().get("/v1/jobs/" + job).then().body("problem.code", is("document_encrypted"));
    }

    @Test
    void theParserOfACancelledJobEndsAtOnce() throws IOException {
        String job = RestAssured.with()
                .body(Bombs.endlessPdf())
                .contentType(PDF)
                .header("Prefer", ASYNC)
                .post(kb.path() + "/documents")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Set<Path> parsed = parsed(1);

        given().post("/v1/jobs/" + job + "/cancel").then().statusCode(oneOf(200, 202));

        endsAtOnce(parsed);
        Eventually.holds(() -> given().get("/v1/jobs/" + job).then().body("status", is("cancelled")));
    }

    @Test
    void theParserOfAClientThatLeavesEndsAtOnce() throws IOException {
        byte[] document = Bombs.endlessPdf();
        Set<Path> parsed;
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            OutputStream request = client.getOutputStream();
            request.write(("POST " + kb.path() + "/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + PDF
                            + "\r\nContent-Length: " + document.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            request.write(document);
            request.flush();
            parsed = parsed(1);
        }
        endsAtOnce(parsed);
    }

    /** Before the time limit would have ended it. */
    private static void endsAtOnce(Set<Path> parsed) {
        long begun = System.nanoTime();
        Eventually.holds(() -> assertThat(parsed).noneMatch(Files::exists));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    /** Waits until documents are being parsed, and returns where their parsers have put them. */
    private Set<Path> parsed(int number) {
        Eventually.holds(() -> assertThat(documents()).hasSize(number));
        return documents();
    }

    private Set<Path> documents() {
        try (Stream<Path> files = Files.walk(scratch)) {
            return files.filter(file -> file.endsWith("document")).collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException changing) {
            return Set.of();
        }
    }
}
