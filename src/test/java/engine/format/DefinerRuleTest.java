package engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import org.junit.jupiter.api.Test;

final class DefinerRuleTest {
    private static final String VIEW =
            "CREATE ALGORITHM=UNDEFINED DEFINER=`a``b`@`%` SQL SECURITY DEFINER VIEW `v` AS select 'DEFINER=`x`@`y`'";

    @Test
    void keepChangesNothing() {
        assertThat(DefinerRule.parse("keep").apply(VIEW)).isEqualTo(VIEW);
        assertThat(DefinerRule.definerOf(VIEW)).isEqualTo("a`b@%");
    }

    @Test
    void anAccountTakesThePlaceOfEveryDefinerButNotInTexts() {
        assertThat(DefinerRule.parse("'app'@'10.%'").apply(VIEW))
                .isEqualTo("CREATE ALGORITHM=UNDEFINED DEFINER='app'@'10.%' SQL SECURITY DEFINER VIEW `v` AS"
                        + " select 'DEFINER=`x`@`y`'");
    }

    @Test
    void theInvokerIsWhoeverCalls() {
        assertThat(DefinerRule.parse("invoker").apply(VIEW))
                .isEqualTo("CREATE ALGORITHM=UNDEFINED  SQL SECURITY INVOKER VIEW `v` AS select 'DEFINER=`x`@`y`'");
        assertThat(DefinerRule.parse("invoker").apply("CREATE DEFINER=`a`@`b` TRIGGER t BEFORE INSERT ON x"))
                .isEqualTo("CREATE  TRIGGER t BEFORE INSERT ON x");
    }

    @Test
    void anythingElseIsWrongUsage() {
        assertThatThrownBy(() -> DefinerRule.parse("nobody")).isInstanceOf(ConfigurationFailure.class);
    }

    @Test
    void eventsArriveDisabled() {
        assertThat(EventStatus.disabled("CREATE EVENT e ON SCHEDULE EVERY 1 DAY ENABLE COMMENT 'ENABLE' DO SELECT 1"))
                .isEqualTo("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE COMMENT 'ENABLE' DO SELECT 1");
        assertThat(EventStatus.disabled("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 'ENABLE'"))
                .isEqualTo("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 'ENABLE'");
        String atRest = "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE ON REPLICA DO SELECT 1";
        assertThat(EventStatus.disabled(atRest)).isEqualTo(atRest);
        assertThat(EventStatus.isEnabled(atRest)).isFalse();
    }
}
