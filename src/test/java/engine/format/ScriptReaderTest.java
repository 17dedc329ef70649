package engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScriptReaderTest {
    @Test
    void statementsEndAtTheDelimiterOutsideOfQuotesAndComments() {
        String script = """
                -- a comment; not a statement
                SELECT 'a;b', "c;d", `e;f`; # another;
                /* one; more */ SELECT 'it''s', 'back\\';slash'; -- end
                SELECT 1 -- 2; and 'an open quote
                  + 3;
                """;
        assertThat(ScriptReader.statements(script))
                .containsExactly(
                        "SELECT 'a;b', \"c;d\", `e;f`",
                        "SELECT 'it''s', 'back\\';slash'",
                        "SELECT 1 -- 2; and 'an open quote\n  + 3");
    }

    @Test
    void theDelimiterMayChangeAndChangeBack() {
        String script = """
                DELIMITER ;;
                CREATE PROCEDURE p () BEGIN SELECT 1; SELECT ';;'; END
                ;;
                DELIMITER ;
                SELECT 2""";
        assertThat(ScriptReader.statements(script))
                .containsExactly("CREATE PROCEDURE p () BEGIN SELECT 1; SELECT ';;'; END", "SELECT 2");
    }

    @Test
    void aBackslashEscapesOnlyWhereTheScriptsOwnModeLetsIt() {
        String script = """
                SET sql_mode = 'NO_BACKSLASH_ESCAPES';
                SELECT '\\';
                SET sql_mode = @saved;
                SELECT '\\';';
                """;
        assertThat(ScriptReader.statements(script))
                .containsExactly(
                        "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
                        "SELECT '\\'",
                        "SET sql_mode = @saved",
                        "SELECT '\\';'");
    }

    @Test
    void twoDashesAreAMinusUnlessASpaceFollows() {
        assertThat(ScriptReader.statements("SELECT 1--1; SELECT 2")).containsExactly("SELECT 1--1", "SELECT 2");
    }
}
