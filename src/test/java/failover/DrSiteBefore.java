package failover;

import base.Secret;
import cloud.aws.Secrets.DatabaseLogin;
import cloud.azure.Progress;
import cloud.azure.Resource;
import cloud.azure.ResourceManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import testkit.fake.Templates;

/// A DR site that somebody made long before the outage.
final class DrSiteBefore {
    private static final String DEPLOYMENT = "before";

    private DrSiteBefore() {}

    /// Makes it, and waits until it runs.
    static void deploy(ResourceManager manager, Map<String, Object> parameters) {
        var login = new DatabaseLogin("dradmin", new Secret(LocalFailover.ADMIN_PASSWORD));
        var all = new LinkedHashMap<>(parameters);
        all.put("databaseAdmin", login.user());
        all.put("databaseAdminPassword", login.password().reveal());
        all.put("tags", Map.of("lifeboat-site", LocalFailover.SITE));
        manager.deploy(DEPLOYMENT, new DrTemplate(() -> login).text(), all);
        await(manager);
    }

    /// Makes a standby's server alone, and waits until it runs.
    static void server(ResourceManager manager, String name) {
        var template = new Templates().database(name, LocalFailover.ADMIN_PASSWORD);
        manager.deploy(DEPLOYMENT, template.json(), Map.of());
        await(manager);
    }

    private static void await(ResourceManager manager) {
        LocalFailover.await(() -> manager.deployment(DEPLOYMENT)
                .filter(found -> found.progress() instanceof Progress.Succeeded)
                .isPresent());
    }

    /// Stops what costs, and waits until it is.
    static void stop(ResourceManager manager, DrPlan plan) {
        var parts = List.of(DrPart.gateway(plan), DrPart.application(plan), DrPart.database(plan));
        parts.forEach(part -> manager.act(part.type(), part.name(), part.stop()));
        LocalFailover.await(() -> parts.stream()
                .allMatch(part ->
                        manager.resource(part.type(), part.name()).orElseThrow().power() == Resource.Power.STOPPED));
    }
}
