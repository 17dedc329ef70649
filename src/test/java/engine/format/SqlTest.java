package engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import testkit.SharedMySql;

final class SqlTest {

    @Test
    void noNameEscapesItsQuotes() {
        assertThat(Sql.identifier("a`; DROP TABLE x; --")).isEqualTo("`a``; DROP TABLE x; --`");
        assertThat(Sql.identifier("s`", "t")).isEqualTo("`s```.`t`");
    }

    @Test
    void theServerReadsAStringAsItWasMeant() {
        String hard = "it's \\ \n\r\0\032 \"x\" `y` 漢 😀 ; -- */";
        assertThat(SharedMySql.source().text("SELECT " + Sql.string(hard))).isEqualTo(hard);
    }
}
