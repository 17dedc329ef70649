package failover;

import engine.format.Json;
import engine.format.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the DR site is made of: the parameters of its template, and what to try instead, in this order, if Azure has no
/// such size or zone. `name` and `databaseServer` are parameters too, and the resources are named after them.
record DrPlan(
        String name, String databaseServer, Map<String, Object> parameters, List<Map<String, Object>> alternatives) {

    /// From two JSON texts: an object of parameters, and `{"plans": [{...}, ...]}` with those that differ in each
    /// alternative. Fails with a {@link base.CorruptionFailure} if they are no JSON.
    static DrPlan parse(String parameters, String alternatives) {
        var base = read(parameters, "DR_PARAMETERS");
        return new DrPlan(
                base.text("name"),
                base.optionalText("databaseServer").orElse(base.text("name") + "-dr-db"),
                members(base),
                read(alternatives, "DR_PLAN_B").list("plans").stream()
                        .map(DrPlan::members)
                        .toList());
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

    boolean hasPlan(int number) {
        return number <= alternatives.size();
    }
}
