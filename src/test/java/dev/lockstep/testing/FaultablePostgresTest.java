package dev.lockstep.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultablePostgresTest {

    @TempDir
    Path directory;

    @Test
    void itIsBackOnItsPortWithWhatWasCommitted() throws SQLException {
        try (FaultablePostgres postgres = FaultablePostgres.start(directory)) {
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE note (text text)");
                statement.execute("INSERT INTO note VALUES ('kept')");
                assertThat(postgres.terminateBackends()).isEqualTo(1);
                assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            }
            int port = postgres.port();
            postgres.kill();
            assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);
            postgres.restart();
            assertThat(postgres.port()).isEqualTo(port);
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT text FROM note")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("kept");
            }
        }
    }

    private static Connection connect(FaultablePostgres postgres) throws SQLException {
        return DriverManager.getConnection("jdbc:" + postgres.url(), postgres.username(), postgres.password());
    }
}
