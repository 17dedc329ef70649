package demo;

import java.util.List;
import testkit.Database;

/// A shop and a clinic: the database of the story. A wallet and a till share a fixed sum of money.
final class SampleData {
    static final long MONEY = 1_000_000_000;
    static final String SCHEMAS = "shop,clinic";

    private SampleData() {}

    /// Makes the tables and about `rows` rows, most of them orders. `told` is called after each step.
    static void fill(Database database, int rows, Runnable told) {
        for (var step : steps(Math.max(100, rows))) {
            database.run(step.toArray(String[]::new));
            told.run();
        }
    }

    static int stepCount() {
        return steps(100).size();
    }

    private static List<List<String>> steps(int rows) {
        int customers = Math.max(10, rows / 20);
        return List.of(
                List.of(
                        "CREATE DATABASE shop CHARACTER SET utf8mb4",
                        "CREATE DATABASE clinic CHARACTER SET utf8mb4",
                        "CREATE TABLE shop.customers (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL, email VARCHAR(80),"
                                + " city VARCHAR(30), since DATE, UNIQUE KEY (email))",
                        "CREATE TABLE shop.orders (id BIGINT PRIMARY KEY AUTO_INCREMENT, customer INT NOT NULL,"
                                + " placed DATETIME NOT NULL, status ENUM('new','paid','sent','done') NOT NULL,"
                                + " total DECIMAL(10,2) NOT NULL, rebate FLOAT, note VARCHAR(200), detail JSON,"
                                + " token BINARY(8), KEY (customer), FOREIGN KEY (customer) REFERENCES shop.customers (id))",
                        "CREATE TABLE shop.wallet (id INT PRIMARY KEY, cents BIGINT NOT NULL)",
                        "CREATE TABLE shop.till (id INT PRIMARY KEY, cents BIGINT NOT NULL)",
                        "CREATE TABLE clinic.patients (id INT PRIMARY KEY, name VARCHAR(60), born DATE, xray LONGBLOB)",
                        "CREATE TABLE clinic.visits (patient INT, seen TIMESTAMP(6) NULL, finding TEXT)",
                        "CREATE VIEW shop.open_orders AS SELECT id, customer, total FROM shop.orders WHERE status = 'new'",
                        "CREATE TRIGGER shop.no_negative BEFORE UPDATE ON shop.customers FOR EACH ROW SET NEW.name = TRIM(NEW.name)",
                        "CREATE PROCEDURE shop.revenue () SELECT SUM(total) FROM shop.orders"),
                inserting(
                        "shop.customers",
                        customers,
                        "n, CONCAT(ELT(1 + n % 5, '김', '이', '박', '최', '정'), ELT(1 + n % 4, '민준', '서연', '도윤', '하은')),"
                                + " CONCAT('customer', n, '@example.com'), ELT(1 + n % 4, '서울', '부산', '대구', 'Jeju'),"
                                + " '2020-01-01' + INTERVAL n % 2000 DAY"),
                inserting(
                        "shop.orders (customer, placed, status, total, rebate, note, detail, token)",
                        rows,
                        "1 + n % " + customers + ", '2025-01-01' + INTERVAL n * 7 SECOND,"
                                + " ELT(1 + n % 4, 'new', 'paid', 'sent', 'done'), n % 100000 / 7, n / 3,"
                                + " CONCAT('order ', n, ': please ring twice'),"
                                + " JSON_OBJECT('sku', CONCAT('S', n % 1000), 'qty', n % 9, 'gift', n % 11 = 0),"
                                + " UNHEX(LPAD(HEX(n * 7919), 16, '0'))"),
                inserting("shop.wallet", 1_000, "n, 1000000"),
                inserting("shop.till", 1_000, "n, 0"),
                inserting(
                        "clinic.patients",
                        Math.max(10, rows / 1_000),
                        "n, CONCAT('Patient ', n), '1950-01-01' + INTERVAL n DAY, REPEAT(UNHEX('00FF5C0A'), 500)"),
                inserting(
                        "clinic.visits",
                        Math.max(10, rows / 20),
                        "n % 1000, '2025-06-01' + INTERVAL n SECOND, IF(n % 9, 'all well', NULL)"),
                List.of("ANALYZE TABLE shop.orders, shop.customers, clinic.patients, clinic.visits"));
    }

    private static List<String> inserting(String into, int rows, String values) {
        return List.of("SET SESSION sql_mode = ''", numbers(rows, into, values));
    }

    /// Numbers from 1 to `rows` out of a cross join, which both MySQL and MariaDB do without settings.
    private static String numbers(int rows, String into, String values) {
        String digits = "(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
                + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        var from = new StringBuilder(digits + " t0");
        var number = new StringBuilder("1 + t0.d");
        long power = 10;
        for (int i = 1; power < rows; i++, power *= 10) {
            from.append(" JOIN ").append(digits).append(" t").append(i);
            number.append(" + ").append(power).append(" * t").append(i).append(".d");
        }
        return "INSERT INTO " + into + " SELECT " + values + " FROM (SELECT " + number + " AS n FROM " + from
                + ") numbers WHERE n <= " + rows;
    }
}
