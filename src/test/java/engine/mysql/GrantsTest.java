package engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GrantsTest {

    private static Grants grants(String... lines) {
        return Grants.parse(List.of(lines));
    }

    @Test
    void globalGrantsHoldEverywhere() {
        var grants = grants(
                "GRANT SELECT, LOCK TABLES, SHOW VIEW ON *.* TO `b`@`%`", "GRANT BACKUP_ADMIN ON *.* TO `b`@`%`");
        assertThat(grants.everywhere("LOCK TABLES")).isTrue();
        assertThat(grants.everywhere("BACKUP_ADMIN")).isTrue();
        assertThat(grants.on("any", "SHOW VIEW")).isTrue();
        assertThat(grants.on("any", "TRIGGER")).isFalse();
    }

    @Test
    void allPrivilegesAreAll() {
        assertThat(grants("GRANT ALL PRIVILEGES ON `shop`.* TO `b`@`%` WITH GRANT OPTION")
                        .on("shop", "EVENT"))
                .isTrue();
        assertThat(grants("GRANT ALL PRIVILEGES ON `shop`.* TO `b`@`%`").everywhere("EVENT"))
                .isFalse();
    }

    @Test
    void aPartialRevokeTakesItsSchemaOut() {
        var grants = grants("GRANT SELECT ON *.* TO `b`@`%`", "REVOKE SELECT ON `secret`.* FROM `b`@`%`");
        assertThat(grants.on("shop", "SELECT")).isTrue();
        assertThat(grants.on("secret", "SELECT")).isFalse();
    }

    @Test
    void patternsCoverWhatTheServerSaysTheyDo() {
        var grants = grants("GRANT SELECT ON `shop\\_%`.* TO `b`@`%`", "GRANT SELECT ON `a_c`.* TO `b`@`%`");
        assertThat(grants.on("shop_kr", "SELECT")).isTrue();
        assertThat(grants.on("shopxkr", "SELECT")).isFalse();
        assertThat(grants.on("abc", "SELECT")).isTrue();
    }

    @Test
    void grantsOnPartsOfASchemaAreNotEnough() {
        var grants = grants(
                "GRANT SELECT ON `shop`.`orders` TO `b`@`%`",
                "GRANT SELECT (`id`, `name`) ON `shop`.`users` TO `b`@`%`",
                "GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `b`@`%`",
                "GRANT `role`@`%` TO `b`@`%`",
                "GRANT PROXY ON ``@`` TO `b`@`%`",
                "GRANT USAGE ON *.* TO `b`@`%`");
        assertThat(grants.on("shop", "SELECT")).isFalse();
        assertThat(grants.on("shop", "EXECUTE")).isFalse();
    }

    @Test
    void namesMayHoldBackQuotes() {
        assertThat(grants("GRANT SELECT ON `we``ird`.* TO `b`@`%`").on("we`ird", "SELECT"))
                .isTrue();
    }
}
