package scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import testkit.Scripts;

/// `scripts/deploy` makes CloudFormation publish new versions when anything changed that a function is made of.
final class DeployTest {
    /// As the real one: `build` writes the template anew, `deploy` takes that.
    private static final String SAM = """
            #!/bin/sh
            if [ "$1" = build ]; then mkdir -p .aws-sam/build; cp template.yaml .aws-sam/build/; exit; fi
            cp .aws-sam/build/template.yaml deployed.yaml; echo "$@" > arguments
            """;

    private static final Pattern RELEASE = Pattern.compile("(?m)^ {6}release: (\\S+)$");

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("scripts/deploy", "template.yaml", "samconfig.toml")) {
            var copy = folder.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(Scripts.root().resolve(name), copy);
        }
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("target/lifeboat.zip"), "code");
        program("mvn", "#!/bin/sh\necho \"$@\" > built\n");
        program("sam", SAM);
    }

    private void program(String name, String text) throws IOException {
        var file = folder.resolve("bin").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private int deploy(String... options) throws Exception {
        var command = new ArrayList<>(List.of("bash", "scripts/deploy"));
        command.addAll(List.of(options));
        var script = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        script.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        return script.start().waitFor();
    }

    private String release(String... options) throws Exception {
        assertThat(deploy(options)).as(Files.readString(folder.resolve("out"))).isZero();
        var found = RELEASE.matcher(Files.readString(folder.resolve("deployed.yaml")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void append(String file) throws IOException {
        Files.writeString(folder.resolve(file), Files.readString(folder.resolve(file)) + "# changed\n");
    }

    @Test
    void theSameOnceMoreIsTheSameRelease() throws Exception {
        String release = release();
        assertThat(release).matches("[0-9a-f]{16}");
        assertThat(release()).isEqualTo(release);
    }

    /// SAM itself would publish nothing for the first, and the functions would keep the old value.
    @Test
    void everyChangeOfParametersCodeOrTemplateIsAnotherRelease() throws Exception {
        var seen = new ArrayList<>(List.of(release()));
        for (String file : List.of("samconfig.toml", "target/lifeboat.zip", "template.yaml")) {
            append(file);
            seen.add(release());
        }
        seen.add(release("--parameter-overrides", "Approval=automatic"));
        seen.add(release("--guided"));
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void theOptionsAreThoseOfSamAndThePackageIsBuiltFirst() throws Exception {
        release("--config-env", "away");
        assertThat(folder.resolve("arguments")).content().isEqualTo("deploy --config-env away\n");
        assertThat(folder.resolve("built")).content().contains("package", "-DskipTests");
    }

    @Test
    void aTemplateThatHasNoPlaceForTheReleaseIsNotDeployed() throws Exception {
        var template = folder.resolve("template.yaml");
        Files.writeString(template, Files.readString(template).replace("release: by-hand", "other: by-hand"));
        assertThat(deploy()).isEqualTo(1);
        assertThat(folder.resolve("deployed.yaml")).doesNotExist();
    }

    @Test
    void withoutSamThePersonIsToldSo() throws Exception {
        Files.delete(folder.resolve("bin/sam"));
        assertThat(deploy()).isEqualTo(1);
        assertThat(folder.resolve("out")).content().contains("error: sam is missing");
    }
}
