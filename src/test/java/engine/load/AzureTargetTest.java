package engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import engine.format.DefinerRule;
import engine.stored.Verdict;
import org.junit.jupiter.api.Test;
import testkit.Dumps;
import testkit.MySqlServer;
import testkit.Restores;
import testkit.SharedMySql;
import testkit.StrictBlobStore;

/// A server as Azure Database for MySQL is one: names in lower case, invisible keys by default, no MyISAM, and an
/// account that may neither make objects for others nor change global settings.
final class AzureTargetTest {
    private final String schema = SharedMySql.schema();
    private final StrictBlobStore store = new StrictBlobStore();

    @Test
    void everythingThatItCanHoldArrivesAndTheRestIsNamed() {
        var source = SharedMySql.source();
        source.run(
                "CREATE DATABASE " + schema,
                "USE " + schema,
                "CREATE TABLE Customers (Id INT PRIMARY KEY, Name VARCHAR(20))",
                "INSERT INTO Customers VALUES (1, '김'), (2, 'b')",
                "CREATE TABLE Orders (Id INT PRIMARY KEY, Customer INT, KEY (Customer),"
                        + " CONSTRAINT Fk FOREIGN KEY (Customer) REFERENCES Customers (Id))",
                "INSERT INTO Orders VALUES (1, 1), (2, 2)",
                "CREATE TABLE Keyless (V INT)",
                "INSERT INTO Keyless VALUES (1), (1)",
                "CREATE TABLE Parts (V INT) PARTITION BY HASH (V) PARTITIONS 2",
                "INSERT INTO Parts VALUES (1), (2), (3)",
                "CREATE TABLE Aged (Id INT PRIMARY KEY) ENGINE=MyISAM",
                "INSERT INTO Aged VALUES (7)",
                "CREATE VIEW Shown AS SELECT Id FROM Orders",
                "CREATE TRIGGER Trim BEFORE INSERT ON Customers FOR EACH ROW SET NEW.Name = TRIM(NEW.Name)",
                "CREATE PROCEDURE Revenue () SELECT COUNT(*) FROM Orders",
                "CREATE EVENT Nightly ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01' DO SELECT 1",
                "CREATE EVENT Later ON SCHEDULE AT '2040-01-01' DO SELECT 1",
                "CREATE USER shop_" + schema + "@'%' IDENTIFIED BY 'secret'",
                "GRANT SELECT, SUPER ON *.* TO shop_" + schema + "@'%'",
                "GRANT INSERT ON " + schema + ".* TO shop_" + schema + "@'%'");
        Dumps.run(source.url(), store, Dumps.withUsers(Dumps.request(schema)));
        try (var azure = MySqlServer.lowerCase(
                "--sql-generate-invisible-primary-key=ON",
                "--disabled-storage-engines=MyISAM",
                "--log-bin-trust-function-creators=ON")) {
            azure.run(
                    "CREATE USER azure@'%' IDENTIFIED BY 'x'",
                    "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,"
                            + " SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE,"
                            + " REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT,"
                            + " TRIGGER ON *.* TO azure@'%' WITH GRANT OPTION",
                    "GRANT REPLICATION_APPLIER, ROLE_ADMIN, SESSION_VARIABLES_ADMIN, SHOW_ROUTINE, XA_RECOVER_ADMIN ON *.*"
                            + " TO azure@'%' WITH GRANT OPTION");
            var request = Restores.definedBy(new DefinerRule.Invoker(), Restores.withUsers(Restores.request(Dumps.ID)));
            var first = Restores.run(azure.url("azure", "x"), store, request);
            assertThat(first.verdict().differences()).isEmpty();
            assertThat(first.verdict().state()).isEqualTo(Verdict.State.VERIFIED);
            assertThat(first.findings())
                    .extracting(Finding::object)
                    .contains(
                            "table " + schema + ".Aged",
                            "table " + schema + ".Orders",
                            "account shop_" + schema + "@%");
            assertThat(azure.text("SELECT ENGINE FROM information_schema.TABLES WHERE TABLE_NAME = 'aged'"))
                    .isEqualTo("InnoDB");
            assertThat(azure.text("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE COLUMN_NAME = 'my_row_id'"))
                    .isEqualTo("0");
            assertThat(azure.texts("SHOW GRANTS FOR shop_" + schema + "@'%'"))
                    .anyMatch(grant -> grant.startsWith("GRANT INSERT ON `" + schema + "`"));

            var second = Restores.run(azure.url("azure", "x"), store, Restores.replacing(request));
            assertThat(second.verdict().differences()).isEmpty();
            assertThat(azure.text("SELECT COUNT(*) FROM " + schema + ".orders")).isEqualTo("2");
        }
    }
}
