package engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import engine.storage.FileBlobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.ShellLoader;

/// Accounts, roles and grants of every shape come back as they were.
final class UsersTest {
    private static final String[] STATEMENTS = {
        "CREATE DATABASE shop",
        "CREATE TABLE shop.t (id INT PRIMARY KEY, name VARCHAR(9))",
        "CREATE PROCEDURE shop.p () SELECT 1",
        "CREATE USER 'app'@'%' IDENTIFIED WITH caching_sha2_password BY 'Xy-1' REQUIRE SSL WITH MAX_USER_CONNECTIONS 7"
                + " PASSWORD EXPIRE INTERVAL 90 DAY COMMENT 'it''s \"ours\"'",
        "CREATE USER 'o''dd`us\"er'@'10.0.%' IDENTIFIED BY 'a\\\\b'",
        "CREATE USER 'cert'@'%' IDENTIFIED BY 'x' REQUIRE SUBJECT '/CN=a''b' AND ISSUER '/O=x\"y'",
        "CREATE USER 'locked'@'localhost' IDENTIFIED BY 'x' ACCOUNT LOCK FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 2",
        "CREATE ROLE reader, 'wri-ter'",
        "GRANT SELECT (id), UPDATE (name) ON shop.t TO reader WITH GRANT OPTION",
        "GRANT EXECUTE ON PROCEDURE shop.p TO 'wri-ter'",
        "GRANT reader, 'wri-ter' TO 'app'@'%' WITH ADMIN OPTION",
        "SET DEFAULT ROLE reader, 'wri-ter' TO 'app'@'%'",
        "GRANT ALL ON `sh\\_%`.* TO 'o''dd`us\"er'@'10.0.%'",
        "GRANT BACKUP_ADMIN, SHOW_ROUTINE ON *.* TO 'app'@'%'",
    };
    private static final List<String> ACCOUNTS = List.of(
            "'app'@'%'",
            "'o''dd`us\"er'@'10.0.%'", "'cert'@'%'", "'locked'@'localhost'", "'reader'@'%'", "'wri-ter'@'%'");

    /// Passwords, TLS demands, limits, comments: everything about an account but its grants.
    private static final String ATTRIBUTES =
            "SELECT CONCAT_WS('|', User, Host, plugin, HEX(authentication_string), ssl_type, x509_subject, x509_issuer,"
                    + " max_user_connections, password_lifetime, account_locked, User_attributes) FROM mysql.user"
                    + " WHERE User NOT LIKE 'mysql.%' AND User <> 'root' ORDER BY User, Host";

    @TempDir
    Path folder;

    @Test
    void everyAccountComesBackAsItWas() throws Exception {
        try (var source = MySqlServer.start();
                var target = MySqlServer.start()) {
            source.run(STATEMENTS);
            Dumps.run(source.url(), new FileBlobStore(folder), Dumps.withUsers(Dumps.request("shop")));

            ShellLoader.load(folder.resolve(Dumps.ID), target, true);

            for (String account : ACCOUNTS) {
                String grants = "SHOW GRANTS FOR " + account;
                assertThat(target.texts(grants)).as(account).isEqualTo(source.texts(grants));
            }
            assertThat(target.texts(ATTRIBUTES))
                    .isEqualTo(source.texts(ATTRIBUTES))
                    .hasSize(ACCOUNTS.size());
            assertThat(target.texts(
                            "SELECT CONCAT(DEFAULT_ROLE_USER, ' of ', USER) FROM mysql.default_roles ORDER BY 1"))
                    .containsExactly("reader of app", "wri-ter of app");
            assertThat(target.text("SELECT CONCAT(x509_subject, ' ', x509_issuer) FROM mysql.user WHERE User = 'cert'"))
                    .isEqualTo("/CN=a'b /O=x\"y");
            assertThat(Files.readString(folder.resolve(Dumps.ID).resolve("@.users.sql")))
                    .doesNotContain("mysql.sys", "mysql.session");
        }
    }

    @Test
    void withoutBeingAskedNoAccountIsDumped() {
        try (var source = MySqlServer.start()) {
            source.run("CREATE DATABASE shop");
            Dumps.run(source.url(), new FileBlobStore(folder), Dumps.request("shop"));
            assertThat(folder.resolve(Dumps.ID).resolve("@.users.sql")).doesNotExist();
        }
    }
}
