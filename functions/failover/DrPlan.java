package failover;

import base.ConfigurationFailure;
import engine.format.Json;
import engine.format.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the DR site is made of: the parameters of its template, and what to try instead, in this order, if Azure has no
/// such size or zone. `name` and `databaseServer` are parameters too, and the resources are named after them.
record DrPlan(
        String name, String databaseServer, Map<String, Object> parameters, List<Map<String, Object>> alternatives) {
    private static final Pattern ADDRESS = Pattern.compile("(?!.*\\b0\\d)\\d{1,3}(\\.\\d{1,3}){3}");

    /// From two JSON texts: an object of parameters, and `{"plans": [{...}, ...]}` with those that differ in each
    /// alternative. Fails with a {@link base.CorruptionFailure} if they are no JSON, and with a
    /// {@link ConfigurationFailure} if they let anybody but single addresses into the database.
    static DrPlan parse(String parameters, String alternatives) {
        var base = read(parameters, "DR_PARAMETERS");
        var others = read(alternatives, "DR_PLAN_B").list("plans");
        Stream.concat(Stream.of(base), others.stream()).forEach(DrPlan::checkClients);
        return new DrPlan(
                base.text("name"),
                base.optionalText("databaseServer").orElse(base.text("name") + "-dr-db"),
                members(base),
                others.stream().map(DrPlan::members).toList());
    }

    /// To Azure's firewall, the address of nobody means all of Azure, other people's machines too.
    private static void checkClients(JsonObject plan) {
        for (String client : plan.texts("databaseClients")) {
            if (!ADDRESS.matcher(client).matches() || client.equals("0.0.0.0")) {
                throw new ConfigurationFailure(
                        "databaseClients in " + plan.what() + " has \"" + client + "\", which is "
                                + (client.equals("0.0.0.0") ? "all of Azure" : "no IPv4 address"),
                        "Name the addresses of the functions' NAT gateways only.");
            }
        }
    }

    private static JsonObject read(String text, String what) {
        return Json.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), what);
    }

    private static Map<String, Object> members(JsonObject json) {
        var members = new LinkedHashMap<String, Object>();
        json.members().forEach((name, value) -> {
            if (value != null) {
                members.put(name, value);
            }
        });
        return members;
    }

    /// Plan 0 is the wanted one.
    Map<String, Object> plan(int number) {
        var plan = new LinkedHashMap<>(parameters);
        if (number > 0) {
            plan.putAll(alternatives.get(number - 1));
        }
        return plan;
    }

    /// Whether this plan makes the database's server, or leaves one alone that must be there.
    boolean deploysDatabase(int number) {
        return !Boolean.FALSE.equals(plan(number).get("deployDatabase"));
    }

    /// Fails with a {@link ConfigurationFailure} if this plan would shut the functions out of the database: a server
    /// without clients is closed to everybody outside, also one that was there before and open.
    void demandClients(int number) {
        boolean hasClients = plan(number).get("databaseClients") instanceof List<?> clients && !clients.isEmpty();
        if (deploysDatabase(number) && !hasClients) {
            throw new ConfigurationFailure(
                    word(number) + " names no databaseClients, so its deployment would shut " + databaseServer
                            + " to the functions that restore to it",
                    "Set \"deployDatabase\": false for a standby that you made, or databaseClients to the addresses of"
                            + " the functions' NAT gateways.");
        }
    }

    /// Where an operator finds this plan.
    static String word(int number) {
        return number == 0 ? "DrParameters" : "plan " + number + " of DrPlanB";
    }

    boolean hasPlan(int number) {
        return number <= alternatives.size();
    }
}
