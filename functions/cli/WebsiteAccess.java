package cli;

import com.azure.storage.blob.BlobContainerClient;
import incident.Gate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The option that says which account serves the static website.
final class WebsiteAccess {
    private static final Pattern ACCOUNT = Pattern.compile("az://(?<account>[a-z0-9]{3,24})(?:/(?:\\$web/?)?)?");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "ACCOUNT",
            description =
                    "The storage account whose static website it is. The login is that of STORE; see lifeboat --help.")
    private String to;

    private final Map<String, String> environment;

    WebsiteAccess(Map<String, String> environment) {
        this.environment = environment;
    }

    String account() {
        Matcher matcher = ACCOUNT.matcher(to);
        if (!matcher.matches()) {
            // What follows a question mark may be a signature.
            String shown = to.replaceFirst("\\?.*", "?...");
            throw new ParameterException(spec.commandLine(), "--to must be az://ACCOUNT, not \"" + shown + "\"");
        }
        return matcher.group("account");
    }

    /// What the account serves.
    BlobContainerClient container() {
        return Stores.login(environment).container(account(), Gate.CONTAINER);
    }
}
