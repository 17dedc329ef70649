package cli;

import static cli.EmptyAccount.site;
import static cli.EmptyAccount.siteAs;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import testkit.Azurite;
import testkit.StaticWebsite;

/// Who may publish, and what is said to whoever may not.
final class SiteLoginTest {
    private final EmptyAccount account = new EmptyAccount();

    @Test
    void aLoginForBlobsAloneGoesOnIfTheWebsiteIsSeenToBeOn() {
        site("publish");
        account.container().getBlobClient("index.html").delete();
        String login = account.login("rwlac", "co");
        var blind = siteAs(login, "publish");
        assertThat(blind.status()).isEqualTo(1);
        assertThat(blind.err())
                .startsWith("error: this login may not see whether the static website is on (Give --host,")
                .contains("az storage blob service-properties update --account-name " + Azurite.ACCOUNT);
        assertThat(account.blobs()).doesNotContain("index.html");
        try (var website = StaticWebsite.start(account.container(), "shop.z12.web.core.windows.net")) {
            var ran = siteAs(login, "publish", "--host", website.url().getAuthority());
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out())
                    .containsPattern("\\$web +this login may not look")
                    .contains("Seen at ");
        }
    }

    @Test
    void aLoginThatMayNotSwitchTheWebsiteOnSaysWhoMay() {
        var ran = siteAs(account.login("rl", "sco"), "publish");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("error: the static website of " + Azurite.ACCOUNT + " is off, and this login may not")
                .contains("az storage blob service-properties update");
    }

    @Test
    void aWrongLoginIsSaidSoWithoutAnySecret() {
        String key = "AAAA" + Azurite.KEY.substring(4);
        var ran = siteAs(EmptyAccount.connectionString().replace(Azurite.KEY, key), "publish");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("error: cannot look at the static website: Azure denies it")
                .contains("Storage Blob Data Contributor")
                .doesNotContain(key.substring(0, 20));
        assertThat(ran.err().strip().lines()).hasSize(1);
        assertThat(Ran.of(
                                Map.of("AZURE_STORAGE_CONNECTION_STRING", EmptyAccount.connectionString()),
                                "site",
                                "publish",
                                "--to",
                                "az://other")
                        .err())
                .startsWith("error: the store names the account other");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(site("publish", "--page", "x", "--back", "0123456789ab").status())
                .isEqualTo(2);
        assertThat(site("publish", "--host", "https://x/").status()).isEqualTo(2);
        assertThat(Ran.of(Map.of(), "site", "publish", "--to", "s3://bucket").status())
                .isEqualTo(2);
        var secret = Ran.of(Map.of(), "site", "publish", "--to", "az://account?sig=hunter2");
        assertThat(secret.status()).isEqualTo(2);
        assertThat(secret.err()).doesNotContain("hunter2");
        assertThat(Ran.of(Map.of(), "site").status()).isEqualTo(2);
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("publish", "announce", "status")) {
            var help = Ran.of(Map.of(), "site", command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: lifeboat site " + command);
        }
        assertThat(Ran.of(Map.of(), "site", "--help").out()).contains("publish", "announce");
    }
}
