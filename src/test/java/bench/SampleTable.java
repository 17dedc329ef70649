package bench;

import testkit.MySqlServer;

/// The table that is measured: mixed columns, a secondary key, about 200 bytes a row.
final class SampleTable {
    private SampleTable() {}

    static void fill(MySqlServer server, int rows) {
        server.run(
                "CREATE DATABASE bench",
                "USE bench",
                "CREATE TABLE orders (id BIGINT PRIMARY KEY AUTO_INCREMENT, customer INT NOT NULL, placed DATETIME NOT NULL,"
                        + " status ENUM('new','paid','sent','done') NOT NULL, total DECIMAL(10,2) NOT NULL, rebate FLOAT,"
                        + " note VARCHAR(200), detail JSON, token BINARY(8), updated TIMESTAMP NULL, qty SMALLINT, KEY (customer))",
                "SET SESSION cte_max_recursion_depth = 100000000",
                "INSERT INTO orders (customer, placed, status, total, rebate, note, detail, token, updated, qty)"
                        + " WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < " + rows + ")"
                        + " SELECT n % 50000, '2024-01-01' + INTERVAL n SECOND, ELT(1 + n % 4, 'new', 'paid', 'sent', 'done'),"
                        + " n % 10000 / 7, n / 3, CONCAT('order number ', n, ' ', LEFT(SHA2(n, 256), 40)),"
                        + " JSON_OBJECT('sku', CONCAT('S', n % 1000), 'qty', n % 9, 'tags', JSON_ARRAY('a', 'b')),"
                        + " UNHEX(LPAD(HEX(n * 7919), 16, '0')), '2025-01-01' + INTERVAL n SECOND, n % 100 FROM r",
                "ANALYZE TABLE orders");
    }
}
