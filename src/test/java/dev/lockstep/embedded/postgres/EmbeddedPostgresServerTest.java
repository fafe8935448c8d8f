package dev.lockstep.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedPostgresServerTest {

    private static final Path CACHE = Path.of("target", "embedded-cache");

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();

    @Test
    void aCommitIsOnTheDiskAndTextIsTheSameOnEveryMachine() throws SQLException {
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SHOW fsync")).isEqualTo("on");
            assertThat(value(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(value(server, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(value(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(value(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(value(server, "SHOW log_timezone")).isEqualTo("UTC");
            assertThat(value(server, "SHOW server_version")).startsWith(Binaries.MAJOR + ".");
            assertThat(value(server, "SELECT to_tsvector('simple', 'ÄRGER')::text"))
                    .isEqualTo("'ärger':1");
            assertThat(value(server, "SELECT string_agg(c, '' ORDER BY c) FROM unnest(ARRAY['b','a','B','ä']) c"))
                    .isEqualTo("Babä");
        }
    }

    @Test
    void parallelWorkersTakeTheSettingsOver() throws SQLException {
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SHOW default_text_search_config")).isEqualTo("pg_catalog.english");
            execute(server, "ALTER ROLE CURRENT_USER SET debug_parallel_query = on");
            assertThat(value(server, "SELECT (count(*) > 0)::text FROM pg_class"))
                    .isEqualTo("true");
        }
    }

    @Test
    void dataSurviveARestartAndNothingIsMadeTwice() throws SQLException {
        try (EmbeddedPostgresServer server = start()) {
            execute(server, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
        }
        progress.clear();
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SELECT text FROM note")).isEqualTo("kept");
        }
        assertThat(progress).isEmpty();
    }

    @Test
    void closingEndsTheServerAndMayBeRepeated() {
        EmbeddedPostgresServer server = start();
        server.close();
        server.close();
        assertThat(EmbeddedPostgresServer.running(options())).isEmpty();
    }

    @Test
    void aServerThatAKilledProcessLeftIsStoppedAndItsDataAreThere() throws Exception {
        Process owner = ChildJvm.run(StartsAServerAndWaits.class, directory.toString(), CACHE.toString());
        try {
            assertThat(ChildJvm.firstLine(owner)).isEqualTo("ready");
        } finally {
            owner.destroyForcibly().waitFor();
        }
        long orphan = EmbeddedPostgresServer.running(options()).orElseThrow().pid();
        try (EmbeddedPostgresServer server = start()) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(value(server, "SELECT text FROM note")).isEqualTo("committed before the kill");
        }
        assertThat(progress).anyMatch(step -> step.contains("pid " + orphan));
    }

    @Test
    void aServerThatWasKilledItselfRecovers() throws SQLException {
        EmbeddedPostgresServer killed = start();
        execute(killed, "CREATE TABLE note (text text)", "INSERT INTO note VALUES ('kept')");
        assertThat(ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly())
                .isTrue();
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SELECT text FROM note")).isEqualTo("kept");
        }
    }

    @Test
    void aStalePidFileThatNamesAnInnocentProcessIsIgnored() throws Exception {
        start().close();
        Path data = directory.resolve("data");
        Files.writeString(
                data.resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + data + "\n1\n5432\n\n127.0.0.1\n\nready\n");
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SELECT 1::text")).isEqualTo("1");
        }
    }

    @Test
    void anInterruptedInitialisationIsDoneAgain() throws Exception {
        Files.createDirectories(directory.resolve("data.new"));
        Files.writeString(directory.resolve("data.new").resolve("postgresql.conf"), "half of it");
        try (EmbeddedPostgresServer server = start()) {
            assertThat(value(server, "SELECT 1::text")).isEqualTo("1");
        }
    }

    @Test
    void aDirectoryOfAnotherMajorVersionIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data").resolve("PG_VERSION"), "15\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("was made by PostgreSQL 15, and this build brings PostgreSQL 18");
    }

    @Test
    void aServerThatCanNotStartSaysWhyInItsOwnWords() throws IOException {
        start().close();
        Files.writeString(directory.resolve("data").resolve("postgresql.auto.conf"), "no_such_setting = 1\n");
        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("does not start on " + directory.resolve("data"))
                .hasMessageContaining("no_such_setting");
    }

    private EmbeddedPostgresServer start() {
        return EmbeddedPostgresServer.start(options());
    }

    private EmbeddedPostgresServer.Options options() {
        return new EmbeddedPostgresServer.Options(directory, CACHE, 0, progress::add);
    }

    private static String value(EmbeddedPostgresServer server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    static void execute(EmbeddedPostgresServer server, String... statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return DriverManager.getConnection("jdbc:" + server.url(), server.username(), server.password());
    }
}
