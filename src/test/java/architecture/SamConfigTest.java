package architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import testkit.Scripts;
import testkit.Template;

/// Each environment of `samconfig.toml` is one that the template takes.
final class SamConfigTest {
    private static final Pattern SECTION =
            Pattern.compile("(?m)^\\[(\\w+)\\.(?:global|deploy)\\.parameters]\\n((?:[^\\[\\n].*\\n|\\n)*)");
    private static final Pattern PART = Pattern.compile("\"Part=(\\w+)\"");
    private static final Pattern REGION = Pattern.compile("(?m)^region = \"([a-z0-9-]+)\"$");

    private static Map<String, String> environments() throws IOException {
        return SECTION.matcher(Files.readString(Scripts.root().resolve("samconfig.toml")))
                .results()
                .collect(Collectors.groupingBy(
                        found -> found.group(1), Collectors.mapping(found -> found.group(2), Collectors.joining())));
    }

    private static String only(Pattern pattern, String text) {
        var found = pattern.matcher(text).results().map(match -> match.group(1)).toList();
        assertThat(found).as(text).hasSize(1);
        return found.getFirst();
    }

    @Test
    void everyPartHasAnEnvironment() throws IOException {
        var parts = environments().values().stream().map(text -> only(PART, text));
        assertThat(parts).containsExactlyInAnyOrder("home", "away", "all");
        assertThat(Template.read().map("Parameters", "Part").get("AllowedValues"))
                .isEqualTo(List.of("home", "away", "all"));
    }

    @Test
    void onlyTheHomeOfTheDatabaseIsElsewhere() throws IOException {
        environments()
                .values()
                .forEach(text -> assertThat(only(REGION, text))
                        .isEqualTo(only(PART, text).equals("home") ? "ap-northeast-2" : "us-east-1"));
    }
}
