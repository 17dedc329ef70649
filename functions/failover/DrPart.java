package failover;

import cloud.azure.ResourceType;
import java.util.List;

/// A part of the DR site that costs while it runs, and can be stopped.
record DrPart(String word, ResourceType type, String name, String stop) {
    static List<DrPart> all(DrPlan plan) {
        return List.of(gateway(plan), application(plan), database(plan));
    }

    static DrPart gateway(DrPlan plan) {
        return new DrPart("gateway", ResourceType.APPLICATION_GATEWAY, plan.name() + "-gateway", "stop");
    }

    /// A machine that is only stopped still costs.
    static DrPart application(DrPlan plan) {
        return new DrPart("application", ResourceType.VIRTUAL_MACHINE, plan.name() + "-app", "deallocate");
    }

    static DrPart database(DrPlan plan) {
        return new DrPart("database", ResourceType.FLEXIBLE_SERVER, plan.databaseServer(), "stop");
    }
}
