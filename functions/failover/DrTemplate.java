package failover;

import cloud.aws.Secrets.DatabaseLogin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The template of the DR site, `dr-site.arm.json`, and what its parameters are for one failover.
final class DrTemplate {
    private static final String FILE = "dr-site.arm.json";

    private final Supplier<DatabaseLogin> databaseAdmin;

    /// `databaseAdmin` is read only when a deployment is ordered.
    DrTemplate(Supplier<DatabaseLogin> databaseAdmin) {
        this.databaseAdmin = databaseAdmin;
    }

    String text() {
        try (InputStream in = Objects.requireNonNull(DrTemplate.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The plan with the login of the database's administrator and the tags by which everything is found again.
    Map<String, Object> parameters(Map<String, Object> plan, String site, String failover) {
        var login = databaseAdmin.get();
        var parameters = new HashMap<>(plan);
        parameters.put("databaseAdmin", login.user());
        parameters.put("databaseAdminPassword", login.password().reveal());
        parameters.put("tags", Map.of("lifeboat-site", site, DrSite.TAG, failover));
        return parameters;
    }
}
