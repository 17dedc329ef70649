package failover;

import static failover.SiteTemplate.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The DR site's machine sets itself up right: what its first boot is told, and what its scripts do.
final class DrSiteMachineTest {
    private static final int CUSTOM_DATA_MAX = 65_535;
    private static final String FETCH = "/usr/local/sbin/lifeboat-fetch";
    private static final String SETUP = "/usr/local/sbin/lifeboat-setup";

    @TempDir
    Path folder;

    private static String customData(Map<String, ?> more) {
        Object machine = SiteTemplate.resource(
                        SiteTemplate.expanded(more), "Microsoft.Compute/virtualMachines", "shop-app")
                .body();
        return new String(
                Base64.getDecoder().decode((String) at(machine, "properties", "osProfile", "customData")),
                StandardCharsets.UTF_8);
    }

    private static Map<String, Object> cloudConfig(Map<String, ?> more) {
        String text = customData(more);
        assertThat(text).startsWith("#cloud-config\n").hasSizeLessThan(CUSTOM_DATA_MAX);
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(text);
    }

    /// The files that the first boot writes, by their paths.
    private static Map<String, String> files(Map<String, ?> more) {
        var files = new LinkedHashMap<String, String>();
        for (Object file : (List<?>) at(cloudConfig(more), "write_files")) {
            String content = (String) at(file, "content");
            boolean encoded = ((Map<?, ?>) file).containsKey("encoding");
            files.put(
                    (String) at(file, "path"),
                    encoded ? new String(Base64.getDecoder().decode(content), StandardCharsets.UTF_8) : content);
        }
        return files;
    }

    @Test
    void theFirstBootInstallsAndStartsTheApplication() {
        var config = cloudConfig(Map.of("tomcatPackage", "tomcat9", "javaPackage", "openjdk-17-jre-headless"));
        assertThat((List<?>) at(config, "packages"))
                .isEqualTo(List.of("tomcat9", "openjdk-17-jre-headless", "curl", "jq"));
        assertThat(at(config, "runcmd")).isEqualTo(List.of(SETUP));
        assertThat(files(Map.of("tomcatPackage", "tomcat9")).keySet())
                .containsExactly(
                        "/etc/lifeboat/site.json", FETCH, SETUP, "/etc/systemd/system/tomcat9.service.d/lifeboat.conf");
    }

    @Test
    void tomcatIsStartedAgainForeverAndFetchesEachTime() {
        String unit = files(Map.of("environmentFile", "/run/shop.env"))
                .getOrDefault("/etc/systemd/system/tomcat10.service.d/lifeboat.conf", "");
        assertThat(unit.lines())
                .contains(
                        "[Unit]",
                        "StartLimitIntervalSec=0",
                        "[Service]",
                        "ExecStartPre=+" + FETCH,
                        "EnvironmentFile=-/run/shop.env",
                        "Restart=always");
    }

    @Test
    void noSecretIsToldToTheMachine() {
        assertThat(customData(Map.of())).doesNotContain(SiteTemplate.PASSWORD);
        assertThat(files(Map.of()).values()).noneMatch(content -> content.contains(SiteTemplate.PASSWORD));
    }

    /// Whatever an operator writes, it stays a value.
    @Test
    void aValueCannotBreakOutOfItsPlace() {
        String odd = "o'dd\" $(reboot) `x`\n- y: \\";
        String settings =
                files(Map.of("databaseUser", odd, "databaseName", odd)).getOrDefault("/etc/lifeboat/site.json", "");
        assertThat(at(new Yaml().load(settings), "user")).isEqualTo(odd);
        assertThat(files(Map.of("databaseUser", odd)).get(FETCH))
                .isEqualTo(files(Map.of()).get(FETCH));
    }

    @Test
    void everyScriptIsOneThatBashReads() throws Exception {
        for (String script : List.of(FETCH, SETUP)) {
            Path file = write("script", files(Map.of()).getOrDefault(script, ""));
            assertThat(Files.readString(file))
                    .startsWith("#!/usr/bin/env bash\n")
                    .contains("set -euo pipefail");
            assertThat(run("bash", "-n", file.toString())).isEmpty();
        }
    }

    /// The line of the environment file, read as systemd reads it (the same escapes as bash within double quotes).
    @Test
    void aPasswordOfAnyKindReachesTheApplicationWhole() throws Exception {
        String password = "a\"b\\c`d$e f'g#h%s;é";
        String fetch = files(Map.of()).getOrDefault(FETCH, "");
        String variable = fetch.substring(fetch.indexOf("variable() {"), fetch.indexOf("file=$(setting"));
        Path script = write(
                "variable",
                "setting() { echo \"DATABASE_PASSWORD\"; }\n" + variable + "\nvariable password \"$(cat \"$1\")\"\n");
        Path line = write(
                "line",
                run("bash", script.toString(), write("password", password).toString()));
        assertThat(Files.readString(line)).startsWith("DATABASE_PASSWORD=\"").endsWith("\"\n");
        Path reader = write("reader", ". \"$1\"; printf %s \"$DATABASE_PASSWORD\"");
        assertThat(run("bash", reader.toString(), line.toString())).isEqualTo(password);
    }

    /// The programs that the script calls are stand-ins here: `curl` notes its arguments and what it would send,
    /// `jq` knows the few answers.
    @Test
    void theApplicationAndItsPasswordAreFetchedByTheMachinesIdentity() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path webapps = Files.createDirectories(folder.resolve("var/lib/tomcat10/webapps/ROOT"));
        program(bin, "jq", """
                case "$2" in
                .access_token) cat >/dev/null; echo the-token ;;
                .value) cat >/dev/null; echo the-password ;;
                .environmentFile) echo "%1$s/run/db.env" ;;
                .tomcat) echo tomcat10 ;;
                .variables.*) echo "MY_${2#.variables.}" ;;
                *) echo "https://set${2}" ;;
                esac
                """);
        program(bin, "curl", """
                echo "$@" >> "%1$s/arguments"
                while [ $# -gt 0 ]; do
                    case "$1" in
                    -H) case "$2" in @*) cat "${2#@}" >> "%1$s/sent" ;; esac ;;
                    -o) echo application > "$2" ;;
                    esac
                    shift
                done
                """);
        Path script =
                write("fetch", files(Map.of()).getOrDefault(FETCH, "").replace("/var/lib/", folder + "/var/lib/"));
        assertThat(fetch(bin, script)).isEmpty();
        assertThat(folder.resolve("run/db.env"))
                .hasContent("MY_url=\"https://set.url\"\nMY_user=\"https://set.user\"\nMY_password=\"the-password\"\n");
        assertThat(Files.getPosixFilePermissions(folder.resolve("run/db.env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(webapps).doesNotExist();
        assertThat(webapps.resolveSibling("ROOT.war")).hasContent("application");
        assertThat(folder.resolve("arguments")).content().doesNotContain("-z", "the-token", "the-password");
        assertThat(folder.resolve("sent")).hasContent("Authorization: Bearer the-token\n".repeat(2));

        assertThat(fetch(bin, script)).isEmpty();
        assertThat(folder.resolve("arguments")).content().contains("-z " + webapps.resolveSibling("ROOT.war"));
    }

    private void program(Path bin, String name, String body) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/usr/bin/env bash\n" + body.formatted(folder));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String fetch(Path bin, Path script) throws Exception {
        return run("env", "PATH=" + bin + ":" + System.getenv("PATH"), "bash", script.toString());
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
