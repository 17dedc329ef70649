package engine.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EnumMembersTest {

    @Test
    void membersMayHoldCommasAndQuotes() {
        assertThat(EnumMembers.of("enum('a','b,c','it''s','')").members()).containsExactly("a", "b,c", "it's", "");
    }

    @Test
    void onlyPlainMembersAreTakenAsText() {
        assertThat(EnumMembers.of("enum('new','paid')").areDistinctAsText()).isTrue();
        assertThat(EnumMembers.of("enum('','a')").areDistinctAsText()).isFalse();
        assertThat(EnumMembers.of("enum('k','K')").areDistinctAsText()).isFalse();
        assertThat(EnumMembers.of("enum('ü')").areDistinctAsText()).isFalse();
    }

    @Test
    void aQuestionMarkMayBeALostCharacter() {
        assertThat(EnumMembers.of("enum('?','a')").mayBeLost()).isTrue();
        assertThat(EnumMembers.of("enum('b','a')").mayBeLost()).isFalse();
    }
}
