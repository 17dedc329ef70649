package cli;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The option that says under which name the website is looked at.
final class WebsiteHost {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
    private static final Pattern ON_THIS_MACHINE = Pattern.compile("127\\.0\\.0\\.1:[0-9]{1,5}");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "The website's public name, GatesHost of the stack: look at it from outside, as Route 53 does.")
    private @Nullable String host;

    /// The website's address, if it was given. HTTPS only, but for one on this machine.
    Optional<URI> address() {
        return Optional.ofNullable(host).map(this::address);
    }

    private URI address(String name) {
        if (ON_THIS_MACHINE.matcher(name).matches()) {
            return URI.create("http://" + name + "/");
        }
        if (!NAME.matcher(name).matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--host must be a name such as shoplifeboat.z12.web.core.windows.net, not \"" + name + "\"");
        }
        return URI.create("https://" + name + "/");
    }
}
