package engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.RefusedFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreUrlTest {
    @Test
    void everyKindOfStoreIsRead() {
        assertThat(StoreUrl.parse("az://account/container/a/b/"))
                .isEqualTo(new StoreUrl.Azure("account", "container", "a/b"));
        assertThat(StoreUrl.parse("s3://my.bucket-1/a/b/")).isEqualTo(new StoreUrl.S3("my.bucket-1", "a/b"));
        assertThat(StoreUrl.parse("s3://bucket")).isEqualTo(new StoreUrl.S3("bucket", ""));
        assertThat(StoreUrl.parse("s3://bucket/")).isEqualTo(new StoreUrl.S3("bucket", ""));
        assertThat(StoreUrl.parse("file:///var/backups")).isEqualTo(new StoreUrl.Directory(Path.of("/var/backups")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "az://account/container",
                "az://account/container/a/b",
                "s3://bucket",
                "s3://a.b-c/d/e",
                "file:///x"
            })
    void whatIsReadIsWrittenTheSame(String url) {
        assertThat(StoreUrl.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3://ab",
                "s3://Bucket",
                "s3://under_score",
                "s3://-bucket",
                "s3://bucket-",
                "s3://two..dots",
                "s3://192.168.5.4/x",
                "s3://bucket:80/x",
                "s3://user@bucket/x",
                "S3://bucket/x",
                "https://bucket.s3.amazonaws.com/x"
            })
    void whatIsNoBucketIsRefused(String url) {
        assertThatThrownBy(() -> StoreUrl.parse(url))
                .isInstanceOfSatisfying(
                        ConfigurationFailure.class,
                        failure -> assertThat(failure.hint()).contains("s3://bucket/prefix"));
    }

    @Test
    void aBucketHasAtMostSixtyThreeCharacters() {
        assertThat(StoreUrl.parse("s3://" + "b".repeat(63))).isInstanceOf(StoreUrl.S3.class);
        assertThatThrownBy(() -> StoreUrl.parse("s3://" + "b".repeat(64))).isInstanceOf(ConfigurationFailure.class);
    }

    @Test
    void aPrefixThatLeavesTheStoreIsRefused() {
        assertThatThrownBy(() -> StoreUrl.parse("s3://bucket/a/../b")).isInstanceOf(RefusedFailure.class);
        assertThatThrownBy(() -> StoreUrl.parse("s3://bucket//a")).isInstanceOf(RefusedFailure.class);
    }

    @Test
    void whatMayBeASignatureIsNotRepeated() {
        assertThatThrownBy(() -> StoreUrl.parse("s3://bucket/x?X-Amz-Signature=abc"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageNotContaining("abc");
    }
}
