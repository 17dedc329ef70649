package engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.CorruptionFailure;
import engine.format.TableItem.Kind;
import org.junit.jupiter.api.Test;

final class CreateTableTest {
    private static final String STATEMENT = """
            CREATE TABLE `or``ders` (
              `id` bigint NOT NULL AUTO_INCREMENT,
              `no,te` varchar(20) DEFAULT 'a,(b' COMMENT 'KEY `x` (`y`)',
              `sum` int GENERATED ALWAYS AS ((`id` + 1)) VIRTUAL,
              PRIMARY KEY (`id`),
              UNIQUE KEY `u` (`no,te`(5),`id`),
              KEY `k` (`no,te` DESC),
              FULLTEXT KEY `f` (`no,te`),
              CONSTRAINT `fk` FOREIGN KEY (`id`) REFERENCES `par``ent` (`id`) ON DELETE CASCADE,
              CONSTRAINT `fk2` FOREIGN KEY (`id`) REFERENCES `other`.`parent` (`id`),
              CONSTRAINT `c` CHECK ((`id` > 0))
            ) ENGINE=InnoDB AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4 COMMENT='x) ENGINE=MyISAM'
            /*!50100 PARTITION BY HASH (`id`) PARTITIONS 4 */""";

    private final CreateTable table = CreateTable.parse(STATEMENT, "t.sql");

    @Test
    void everyItemIsFoundWithItsKindAndName() {
        assertThat(table.name()).isEqualTo("or`ders");
        assertThat(table.items().stream().map(TableItem::kind))
                .containsExactly(
                        Kind.COLUMN,
                        Kind.COLUMN,
                        Kind.COLUMN,
                        Kind.PRIMARY_KEY,
                        Kind.UNIQUE_KEY,
                        Kind.KEY,
                        Kind.FULLTEXT_KEY,
                        Kind.FOREIGN_KEY,
                        Kind.FOREIGN_KEY,
                        Kind.CHECK);
        assertThat(table.items().stream().map(TableItem::name))
                .containsExactly("id", "no,te", "sum", "PRIMARY", "u", "k", "f", "fk", "fk2", "c");
    }

    @Test
    void optionsAreThoseAfterTheParenthesisAndNotInComments() {
        assertThat(table.engine()).isEqualTo("InnoDB");
        assertThat(table.autoIncrement()).contains("42");
        assertThat(table.isPartitioned()).isTrue();
        assertThat(table.withEngine("ARCHIVE").engine()).isEqualTo("ARCHIVE");
    }

    @Test
    void parentsOfForeignKeysAreQualifiedAndRenamed() {
        String sql = table.sql("shop", item -> item.kind() == Kind.FOREIGN_KEY, (schema, parent) -> "new_" + schema);
        assertThat(sql)
                .startsWith("CREATE TABLE IF NOT EXISTS `shop`.`or``ders` (")
                .contains("REFERENCES `new_`.`par``ent` (`id`) ON DELETE CASCADE")
                .contains("REFERENCES `new_other`.`parent` (`id`)")
                .contains("AUTO_INCREMENT=42");
    }

    @Test
    void plainKeysMayComeLater() {
        assertThat(table.deferrableKeys().stream().map(TableItem::name)).containsExactly("u", "k", "f");
    }

    @Test
    void keysOverExpressionsAndKeysThatTheCounterNeedsMayNot() {
        var expression = CreateTable.parse(
                "CREATE TABLE `t` (`a` int, KEY `k` (`a`), KEY `e` ((`a` + 1))) ENGINE=InnoDB", "t.sql");
        var counter = CreateTable.parse(
                "CREATE TABLE `t` (`a` int AUTO_INCREMENT, `b` int, PRIMARY KEY (`b`), KEY `k` (`a`)) ENGINE=InnoDB",
                "t.sql");
        assertThat(expression.deferrableKeys()).isEmpty();
        assertThat(counter.deferrableKeys()).isEmpty();
    }

    @Test
    void whatIsCutOffOrNoTableIsRefused() {
        assertThatThrownBy(() -> CreateTable.parse(STATEMENT.substring(0, 200), "t.sql"))
                .isInstanceOf(CorruptionFailure.class)
                .hasMessageContaining("t.sql");
        assertThatThrownBy(() -> CreateTable.parse("DROP TABLE `t`", "t.sql")).isInstanceOf(CorruptionFailure.class);
    }

    @Test
    void anArchiveTakesNoCounter() {
        var archive = table.withEngine("ARCHIVE");
        assertThat(archive.sql("s", item -> true, (schema, parent) -> schema)).doesNotContain("AUTO_INCREMENT=42");
    }
}
