package cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import testkit.Scripts;
import testkit.Template;

/// What the documentation names is there.
final class DocumentationTest {
    private static final Path ROOT = Scripts.root();
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    /// A command and what follows on its line, up to what explains it.
    private static final Pattern COMMAND =
            Pattern.compile("\\./lifeboat ([a-z][a-z-]*)((?:(?!`| {3}|; )[^\\n\\\\]|\\\\\\n)*)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern FILE =
            Pattern.compile("`((?:functions|events|scripts|src|docs)/[A-Za-z0-9._/-]+)`|(?m)^(scripts/[a-z-]+)");

    /// The launcher's own, which are not commands of the program.
    private static final Set<String> OF_THE_LAUNCHER = Set.of("demo", "bench", "servers");

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (var files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            var links = LINK.matcher(Files.readString(page)).results();
            links.forEach(link -> assertThat(page.resolveSibling(link.group(1)))
                    .as(page.toString())
                    .exists());
        }
    }

    @Test
    void everyCommandIsOneAndHasTheseOptions() throws IOException {
        var program = Main.commandLine(Map.of(), Clock.systemUTC());
        for (Path page : pages()) {
            COMMAND.matcher(Files.readString(page)).results().forEach(found -> {
                if (!OF_THE_LAUNCHER.contains(found.group(1))) {
                    assertThat(unknown(program, found.group(1), found.group(2)))
                            .as(page + ": " + found.group())
                            .isEmpty();
                }
            });
        }
    }

    /// What of these words `lifeboat` does not know.
    private static List<String> unknown(CommandLine program, String name, String rest) {
        var command = program.getSubcommands().get(name);
        if (command == null) {
            return List.of(name);
        }
        String next = rest.strip().replaceFirst("(?s)[^a-z-].*", "");
        if (!command.getSubcommands().isEmpty() && !next.startsWith("-")) {
            return unknown(command, next, rest.strip().substring(next.length()));
        }
        return OPTION.matcher(rest)
                .results()
                .map(MatchResult::group)
                .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option))
                .toList();
    }

    @Test
    void everyFileThatIsNamedIsThere() throws IOException {
        for (Path page : pages()) {
            FILE.matcher(Files.readString(page))
                    .results()
                    .forEach(found -> assertThat(ROOT.resolve(found.group(1) == null ? found.group(2) : found.group(1)))
                            .as(page.toString())
                            .exists());
        }
    }

    @Test
    void everyAlarmIsInTheRunbook() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (String alarm : Template.read().resources("AWS::CloudWatch::Alarm").keySet()) {
            assertThat(readme).contains("| `" + alarm + "` |");
        }
    }

    @Test
    void everyPageIsInTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (Path page : pages()) {
            if (!page.endsWith("README.md")) {
                assertThat(readme).contains("(docs/" + page.getFileName() + ")");
            }
        }
    }
}
