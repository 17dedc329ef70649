package failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.Pause;
import base.Secret;
import engine.mysql.MySqlUrl;
import engine.mysql.Sessions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import testkit.ShopSite;

/// Whether an account may fence the primary, without fencing it.
final class PrimaryFenceRehearsalTest {
    private static final String PASSWORD = "fence-Passw0rd";

    @BeforeEach
    void makeTheAccount() {
        Sites.primary()
                .run(
                        "CREATE USER 'fence'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                        "GRANT CREATE USER, PROCESS, CONNECTION_ADMIN ON *.* TO 'fence'@'%'",
                        "GRANT SELECT ON mysql.user TO 'fence'@'%'");
    }

    @AfterEach
    void removeIt() {
        Sites.primary().run("DROP PROCEDURE IF EXISTS mysql.rds_kill", "DROP USER 'fence'@'%'");
    }

    private static String rehearse(String... users) {
        var url = Sites.primary().url();
        var fence = new MySqlUrl(url.host(), url.port(), "fence", new Secret(PASSWORD), url.sslMode(), url.sslCa());
        return new PrimaryFence(() -> Sessions.impatient(fence), List.of(users), Pause.REAL).rehearse();
    }

    private static String locked() {
        return Sites.primary().text("SELECT GROUP_CONCAT(user) FROM mysql.user WHERE account_locked = 'Y'");
    }

    @Test
    void anAccountWithTheseRightsMayAndLocksNobody() {
        String before = locked();
        assertThat(rehearse(ShopSite.USER)).startsWith("may lock shopapp (").endsWith("as fence@%");
        assertThat(locked()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"CREATE USER,to lock", "PROCESS,to see", "CONNECTION_ADMIN,to end"})
    void aMissingRightIsNamed(String right, String purpose) {
        Sites.primary().run("REVOKE " + right + " ON *.* FROM 'fence'@'%'");
        assertThatThrownBy(() -> rehearse(ShopSite.USER))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("it lacks " + right + ", " + purpose);
    }

    /// As on RDS, where nobody is granted more.
    @Test
    void aProcedureThatEndsSessionsIsAsGood() {
        Sites.primary()
                .run(
                        "REVOKE CONNECTION_ADMIN ON *.* FROM 'fence'@'%'",
                        "CREATE PROCEDURE mysql.rds_kill(id BIGINT) KILL id",
                        "GRANT EXECUTE ON PROCEDURE mysql.rds_kill TO 'fence'@'%'");
        assertThat(rehearse(ShopSite.USER)).startsWith("may lock");
    }

    @Test
    void accountsThatAreNotThereAreNamed() {
        assertThatThrownBy(() -> rehearse(ShopSite.USER, "shopp", "shapp"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("knows no account of shopp, shapp");
    }

    @Test
    void whoMayNotReadTheAccountsIsTold() {
        Sites.primary().run("REVOKE SELECT ON mysql.user FROM 'fence'@'%'");
        assertThatThrownBy(() -> rehearse(ShopSite.USER))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("read the accounts of the application");
    }
}
