package testkit;

import java.util.ArrayList;
import java.util.List;

/// A database with every kind of object and hard values.
public final class Torture {
    private static final String[] SCHEMAS = {"kinds", "we`ird@%/ñ 漢"};

    private static final List<String> CHARSETS = List.of(
            "armscii8",
            "ascii",
            "big5",
            "cp1250",
            "cp1251",
            "cp1256",
            "cp1257",
            "cp850",
            "cp852",
            "cp866",
            "cp932",
            "dec8",
            "eucjpms",
            "euckr",
            "gb18030",
            "gb2312",
            "gbk",
            "geostd8",
            "greek",
            "hebrew",
            "hp8",
            "keybcs2",
            "koi8r",
            "koi8u",
            "latin1",
            "latin2",
            "latin5",
            "latin7",
            "macce",
            "macroman",
            "sjis",
            "swe7",
            "tis620",
            "ucs2",
            "ujis",
            "utf16",
            "utf16le",
            "utf32",
            "utf8mb3",
            "utf8mb4");

    private Torture() {}

    /// The schemas that it has.
    public static String[] schemas() {
        return SCHEMAS.clone();
    }

    /// What makes it.
    public static String[] statements() {
        var statements = new ArrayList<String>();
        statements.add("SET NAMES utf8mb4");
        statements.add("SET time_zone = '+09:00', cte_max_recursion_depth = 1000000");
        statements.add("SET sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO'");
        statements.add("CREATE DATABASE kinds CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci");
        statements.add("CREATE DATABASE `we``ird@%/ñ 漢` CHARACTER SET latin1");
        statements.add("USE kinds");
        numbers(statements);
        times(statements);
        texts(statements);
        bytes(statements);
        others(statements);
        keys(statements);
        programs(statements);
        statements.add("USE `we``ird@%/ñ 漢`");
        statements.add("CREATE TABLE `t.a b``c@x` (`id %` INT PRIMARY KEY, `c\\d'\"` VARCHAR(10), `键` INT)");
        statements.add("INSERT INTO `t.a b``c@x` VALUES (1, 'é', 2)");
        statements.add("CREATE VIEW `v``w` AS SELECT `id %` AS `a``b` FROM `t.a b``c@x`");
        statements.add("CREATE PROCEDURE `p;'``` () SELECT ';;', '''', \"\\\\\"");
        return statements.toArray(String[]::new);
    }

    private static void numbers(List<String> sql) {
        sql.add(
                "CREATE TABLE numbers (id INT PRIMARY KEY AUTO_INCREMENT, ti TINYINT, tb TINYINT(1), tu TINYINT UNSIGNED,"
                        + " s SMALLINT, m MEDIUMINT, i INT, b BIGINT, bu BIGINT UNSIGNED, z INT(8) ZEROFILL,"
                        + " d DECIMAL(65,30), f FLOAT, db DOUBLE, b1 BIT(1), b64 BIT(64), y YEAR)");
        sql.add("INSERT INTO numbers VALUES (0,-128,5,255,-32768,-8388608,-2147483648,-9223372036854775808,"
                + "18446744073709551615,42,-99999999999999999999999999999999999.999999999999999999999999999999,"
                + "1.1234567,-1.7976931348623157E308,1,0xFFFFFFFFFFFFFFFF,1901),"
                + "(-5,127,1,0,32767,8388607,2147483647,9223372036854775807,0,0,0.000000000000000000000000000001,"
                + "-0.0,-0.0,0,0,0),(7,0,0,0,0,0,0,0,0,0,-0.000000000000000000000000000001,1.17549e-38,"
                + "4.9406564584124654e-324,NULL,9,2155),(8,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,"
                + "NULL,NULL,NULL),(9,1,1,1,1,1,1,1,1,1,1,16777217,0.1,1,10,2024)");
        sql.add(
                "INSERT INTO numbers (f, db) WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 5000)"
                        + " SELECT RAND(n) * POW(10, n % 60 - 30), RAND(n) * POW(10, n % 600 - 300) FROM r");
    }

    private static void times(List<String> sql) {
        sql.add("CREATE TABLE times (id INT PRIMARY KEY, d DATE, t TIME(6), dt DATETIME(6), ts TIMESTAMP(6) NULL,"
                + " auto TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)");
        sql.add("INSERT INTO times VALUES (1,'0000-00-00','-838:59:59','0000-00-00 00:00:00',"
                + "'1970-01-01 09:00:01',NULL),(2,'2024-02-31','-00:00:00.000001','9999-12-31 23:59:59.999999',"
                + "'2038-01-19 12:14:07.999999','2001-02-03 04:05:06'),(3,'2024-00-00','838:59:59',"
                + "'1582-10-10 01:02:03.000004','2024-03-10 02:30:00',NULL),(4,NULL,NULL,NULL,NULL,NULL)");
    }

    private static void texts(List<String> sql) {
        sql.add("CREATE TABLE texts (id INT PRIMARY KEY, v VARCHAR(300), c CHAR(30), l LONGTEXT,"
                + " b VARCHAR(50) COLLATE utf8mb4_bin) COMMENT 'CREATE TABLE in a comment; it''s `odd`\\n'");
        sql.add("INSERT INTO texts VALUES (1,'','','',''),(2,NULL,NULL,NULL,NULL),(3,'\\\\N','NULL','\\\\','\\\\.'),"
                + "(4,'tab\\tnewline\\nreturn\\rnul\\0back\\bsub\\Z\\\\end\\\\','漢字 😀','trailing  ','\\''),"
                + "(5,'DELIMITER ;;','/*!50000 x */','-- no','#')");
        sql.add("INSERT INTO texts (id, l) SELECT 10, REPEAT('0123456789\\n\\\\漢😀', 400000)");
        sql.add(
                "INSERT INTO texts (id, v) WITH RECURSIVE r AS (SELECT 0 n UNION ALL SELECT n + 1 FROM r WHERE n < 255)"
                        + " SELECT 100 + n, CONCAT(CHAR(n % 128 USING ascii), 'x', CHAR(n USING latin1), REPEAT('y', n % 17)) FROM r");
        sql.add("CREATE TABLE charsets (id INT PRIMARY KEY, "
                + String.join(
                        ", ",
                        CHARSETS.stream()
                                .map(c -> c + "_ VARCHAR(700) CHARACTER SET " + c)
                                .toList()) + ")");
        sql.add("INSERT INTO charsets (id) VALUES (1), (2)");
        for (String charset : CHARSETS) {
            sql.add("UPDATE charsets SET " + charset + "_ = CONVERT('aA0 é漢字\\\\ \\t\\n~€ñπЖ' USING " + charset
                    + ") WHERE id = 1");
        }
        sql.add("UPDATE charsets SET sjis_ = 0x5C, ujis_ = 0xA1C0, cp932_ = 0xFA4A, cp1251_ = 0x98, gbk_ = 0xA2E3,"
                + " ucs2_ = 0xD83D, latin1_ = 0x8081 WHERE id = 2");
        sql.add("CREATE TABLE members (id INT PRIMARY KEY AUTO_INCREMENT, e ENUM('a','b','ü,\"x','c''d'),"
                + " blank ENUM('','x'), digits ENUM('3','2','1'), s SET('p','q','r'), se SET('','a','b'),"
                + " twins ENUM('k','K') COLLATE utf8mb4_bin)");
        sql.add("INSERT INTO members (e, blank, digits, s, se, twins) VALUES ('a','','3','p,r','','k'),"
                + "('ü,\"x','x','2','','a,b','K'),('c''d',NULL,'1',NULL,NULL,NULL)");
        sql.add("INSERT INTO members (blank, se) VALUES (0, 3), (1, 1)");
    }

    private static void bytes(List<String> sql) {
        sql.add("CREATE TABLE bytes (id INT PRIMARY KEY, b BINARY(7), v VARBINARY(300), l LONGBLOB)");
        sql.add("INSERT INTO bytes VALUES (1, 0x00, '', ''), (2, NULL, NULL, NULL), (3, 0x610a5c09000d1a, 0x00, 0xFF)");
        for (int length = 0; length < 9; length++) {
            sql.add("INSERT INTO bytes (id, v) VALUES (" + (10 + length) + ", REPEAT(0xFE, " + length + "))");
        }
        sql.add("INSERT INTO bytes (id, v) WITH RECURSIVE r AS (SELECT 0 n UNION ALL SELECT n + 1 FROM r WHERE n < 255)"
                + " SELECT 100 + n, UNHEX(LPAD(HEX(n), 2, '0')) FROM r");
        sql.add("INSERT INTO bytes (id, l) SELECT 1000, REPEAT(UNHEX('00FF0A5C095C4E1A'), 2500000)");
        sql.add("INSERT INTO bytes (id, l) SELECT 1001, REPEAT('x', 16777215 - 8)");
        sql.add("INSERT INTO bytes (id, l) SELECT 1002, REPEAT('y', 16777216 * 2)");
    }

    private static void others(List<String> sql) {
        sql.add("CREATE TABLE docs (id INT PRIMARY KEY, j JSON, g GEOMETRY, p POINT NOT NULL SRID 4326, v VECTOR(3),"
                + " SPATIAL KEY (p))");
        sql.add(
                "INSERT INTO docs VALUES (1, '{\"a\": [1, 2.5, \"x\\\\ny\", null], \"ü\": \"😀\", \"\": 18446744073709551615}',"
                        + " ST_GeomFromText('LINESTRING(0 0,1 1)'), ST_GeomFromText('POINT(10 20)',4326), STRING_TO_VECTOR('[1.5,-2.25,3e-7]')),"
                        + " (2, 'null', ST_GeomFromText('GEOMETRYCOLLECTION EMPTY'), ST_GeomFromText('POINT(0 0)',4326), NULL),"
                        + " (3, NULL, NULL, ST_GeomFromText('POINT(-10 20)',4326), STRING_TO_VECTOR('[0,-0,1]'))");
        sql.add("CREATE TABLE computed (g1 INT AS (a + 1) VIRTUAL, a INT, g2 INT AS (a * 2) STORED, inv INT INVISIBLE"
                + " DEFAULT 7, `key` VARCHAR(20) DEFAULT (CONCAT('d', 'x')), dg TIMESTAMP DEFAULT CURRENT_TIMESTAMP,"
                + " CHECK (a < 1000))");
        sql.add(
                "INSERT INTO computed (a, inv, `key`, dg) VALUES (1, 2, 'k', '2001-01-01'), (NULL, NULL, '', '2002-02-02')");
        sql.add("CREATE TABLE only_generated (g INT AS (1 + 1) VIRTUAL)");
        sql.add("SET sql_generate_invisible_primary_key = ON");
        sql.add("CREATE TABLE invisible_key (x VARCHAR(10))");
        sql.add("INSERT INTO invisible_key (x) VALUES ('a'), ('b'), ('a')");
        sql.add("DELETE FROM invisible_key WHERE x = 'b'");
        sql.add("SET sql_generate_invisible_primary_key = OFF");
        sql.add("CREATE TABLE without_key (a INT, b VARCHAR(300))");
        sql.add("INSERT INTO without_key WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 3000)"
                + " SELECT n % 7, IF(n % 5 = 0, NULL, REPEAT('w', 200)) FROM r");
        sql.add("CREATE TABLE one_text (t TEXT)");
        sql.add("INSERT INTO one_text VALUES (''), (NULL), (''), ('x')");
        sql.add("CREATE TABLE empty_table (id INT PRIMARY KEY, x INT)");
        sql.add("CREATE TABLE myisam (id INT PRIMARY KEY, x INT) ENGINE = MyISAM");
        sql.add("DROP TABLE myisam");
        sql.add("CREATE TABLE parts (id INT NOT NULL, y INT NOT NULL, v VARCHAR(200), PRIMARY KEY (id, y))"
                + " PARTITION BY RANGE (y) SUBPARTITION BY HASH (id) SUBPARTITIONS 2"
                + " (PARTITION p0 VALUES LESS THAN (10), PARTITION `p 1` VALUES LESS THAN MAXVALUE)");
        sql.add("INSERT INTO parts WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 3000)"
                + " SELECT n, n % 20, REPEAT('p', 150) FROM r");
    }

    private static void keys(List<String> sql) {
        String rows = " WITH RECURSIVE r AS (SELECT 1 n UNION ALL SELECT n + 1 FROM r WHERE n < 4000) SELECT ";
        String pad = ", REPEAT('z', 200) FROM r";
        key(sql, "k_int", "BIGINT", rows + "n * 10 - 20000" + pad);
        key(sql, "k_unsigned", "BIGINT UNSIGNED", rows + "18446744073709551615 - n * 1000" + pad);
        key(
                sql,
                "k_signed_ends",
                "BIGINT",
                rows + "IF(n % 2, -9223372036854775808 + n, 9223372036854775807 - n)" + pad);
        key(sql, "k_decimal", "DECIMAL(30,10)", rows + "n / 7" + pad);
        key(sql, "k_date", "DATETIME(3)", rows + "'2020-01-01' + INTERVAL n SECOND" + pad);
        key(sql, "k_timestamp", "TIMESTAMP", rows + "'2024-10-27 00:00:00' + INTERVAL n SECOND" + pad);
        key(sql, "k_text", "VARCHAR(40)", rows + "CONCAT(CHAR(65 + n % 26), 'é''\\\\', LEFT(SHA2(n, 256), 30))" + pad);
        key(sql, "k_latin1", "VARCHAR(40) CHARACTER SET latin1", rows + "CONCAT('ÿé', n)" + pad);
        key(sql, "k_sjis", "VARCHAR(40) CHARACTER SET sjis", rows + "CONCAT('表', n)" + pad);
        key(sql, "k_bytes", "VARBINARY(40)", rows + "UNHEX(SHA2(n, 256))" + pad);
        key(sql, "k_enum", "ENUM('z','a','m')", " SELECT 'z', 'x' UNION SELECT 'a', 'y' UNION SELECT 'm', NULL");
        key(sql, "k_float", "DOUBLE", rows + "n / 3" + pad);
        sql.add("CREATE TABLE k_pair (a VARCHAR(10), b INT, v VARCHAR(300), PRIMARY KEY (a, b))");
        sql.add("INSERT INTO k_pair" + rows + "CONCAT('k', n % 3), n" + pad);
        sql.add("CREATE TABLE k_unique (u INT NOT NULL, v VARCHAR(300), UNIQUE (u))");
        sql.add("INSERT INTO k_unique" + rows + "n" + pad);
        sql.add("CREATE TABLE k_nullable (u INT NULL UNIQUE, v VARCHAR(300))");
        sql.add("INSERT INTO k_nullable" + rows + "IF(n % 3 = 0, NULL, n)" + pad);
        sql.add(
                "CREATE TABLE parent (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL, UNIQUE KEY (name), FULLTEXT KEY (name),"
                        + " KEY expr ((LOWER(name))), KEY back (name DESC))");
        sql.add(
                "CREATE TABLE a_child (id INT PRIMARY KEY AUTO_INCREMENT, pid INT, self INT, txt TEXT, FULLTEXT KEY (txt),"
                        + " FOREIGN KEY (pid) REFERENCES parent (id) ON DELETE CASCADE, FOREIGN KEY (self) REFERENCES a_child (id))");
        sql.add("INSERT INTO parent VALUES (1, 'one'), (2, 'two')");
        sql.add("SET foreign_key_checks = 0");
        sql.add("INSERT INTO a_child (pid, self, txt) VALUES (1, 3, 'hello'), (2, NULL, 'bye'), (NULL, 1, NULL)");
        sql.add("SET foreign_key_checks = 1");
    }

    private static void key(List<String> sql, String table, String type, String rows) {
        sql.add("CREATE TABLE " + table + " (k " + type + " PRIMARY KEY, v VARCHAR(300))");
        sql.add("INSERT INTO " + table + rows);
    }

    private static void programs(List<String> sql) {
        sql.add("CREATE VIEW z_base AS SELECT id, name FROM parent");
        sql.add(
                "CREATE VIEW a_on_base AS SELECT z.id AS vid, c.txt, '漢;;' AS lit FROM z_base z JOIN a_child c ON c.pid = z.id");
        sql.add(
                "CREATE TRIGGER t_b BEFORE INSERT ON a_child FOR EACH ROW BEGIN SET NEW.txt = CONCAT(NEW.txt, ';;;'); END");
        sql.add("CREATE TRIGGER t_a BEFORE INSERT ON a_child FOR EACH ROW PRECEDES t_b SET NEW.pid = NEW.pid");
        sql.add("SET sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES'");
        sql.add("CREATE FUNCTION f1 (x INT) RETURNS VARCHAR(20) DETERMINISTIC BEGIN RETURN x || 'a;b'; END");
        sql.add("SET sql_mode = '', character_set_client = latin1, collation_connection = latin1_german1_ci");
        sql.add("CREATE PROCEDURE p1 (IN a VARCHAR(10)) BEGIN SELECT a, 'é漢'; -- commént; \n SELECT ';;', \"q'\"; END");
        sql.add("SET NAMES utf8mb4");
        sql.add("SET time_zone = 'SYSTEM'");
        sql.add("CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE COMMENT 'it''s'"
                + " DO BEGIN SELECT ';;'; END");
        sql.add("SET time_zone = '+05:30'");
        sql.add("CREATE EVENT e2 ON SCHEDULE EVERY 2 HOUR STARTS '2031-01-01 00:00:00' DISABLE DO SELECT 1");
        sql.add("SET time_zone = '+00:00'");
        sql.add("CREATE PROCEDURE old_collation () SELECT 'x'");
        sql.add("ALTER DATABASE kinds COLLATE utf8mb4_bin");
    }
}
