package dev.lockstep.proof.clients;

import dev.lockstep.proof.crashes.PackagedApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Clients that are generated from the published document compile, and carry out the tour of the README. */
class GeneratedClientsIT {

    private static final Path DOCUMENT = Path.of("docs", "openapi.yaml").toAbsolutePath();
    private static final Path TOURS = Path.of("src", "test", "clients").toAbsolutePath();
    private static final Path WORK =
            Path.of("target", "clients-" + UUID.randomUUID()).toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private static PackagedApplication application;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(WORK);
        application = PackagedApplication.start(WORK.resolve("data"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        application.close();
    }

    @Test
    void aJavaClientTakesTheTour() throws IOException {
        Path client = Files.createDirectories(WORK.resolve("java"));
        Tool.run(
                        client,
                        JAVA,
                        "-jar",
                        System.getProperty("lockstep.test.openapi-generator"),
                        "generate",
                        "-i",
                        DOCUMENT.toString(),
                        "-g",
                        "java",
                        "--library",
                        "native",
                        "-o",
                        client.toString(),
                        "--global-property",
                        "apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false,skipFormModel=false",
                        "-p",
                        "dateLibrary=java8,useJakartaEe=true,openApiNullable=false,invokerPackage=client,apiPackage=client.api,modelPackage=client.model")
                .mustSucceed();
        List<String> compile = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-proc:none",
                "-nowarn",
                "-cp",
                CLASS_PATH,
                "-d",
                client.resolve("classes").toString(),
                TOURS.resolve("java/Tour.java").toString()));
        try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
        }
        Tool.run(client, java.util.Map.of(), compile).mustSucceed();

        Tool tour = Tool.run(
                client,
                JAVA,
                "-cp",
                client.resolve("classes") + java.io.File.pathSeparator + CLASS_PATH,
                "Tour",
                address());
        assertThat(tour.output()).contains("the tour is over");
    }

    @Test
    void aTypeScriptClientTakesTheTour() throws IOException {
        Path client = Files.createDirectories(WORK.resolve("typescript"));
        for (String file : List.of("package.json", "package-lock.json", "tour.ts")) {
            Files.copy(
                    TOURS.resolve("typescript").resolve(file),
                    client.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        assumeTrue(Tool.run(client, "node", "--version").succeeded(), "skipped: there is no Node here");
        Tool installed = Tool.run(client, "npm", "ci", "--no-audit", "--no-fund");
        assumeTrue(installed.succeeded(), "skipped: npm could not install its packages: " + installed.output());

        String programs = client.resolve("node_modules/.bin") + "/";
        Tool.run(
                        client,
                        programs + "openapi-typescript",
                        DOCUMENT.toString(),
                        "--default-non-nullable",
                        "false",
                        "-o",
                        "schema.d.ts")
                .mustSucceed();
        Tool.run(
                        client,
                        programs + "tsc",
                        "--strict",
                        "--target",
                        "es2022",
                        "--module",
                        "nodenext",
                        "--skipLibCheck",
                        "tour.ts")
                .mustSucceed();
        Tool tour = Tool.run(client, "node", "tour.js", address());
        assertThat(tour.output()).contains("the tour is over");
    }

    private static String address() {
        return "http://127.0.0.1:" + application.port();
    }
}
