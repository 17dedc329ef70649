package cloud.aws;

import base.CorruptionFailure;
import incident.Readiness;
import incident.Readiness.Check;
import incident.ReadinessStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The last rehearsal, as one item beside the failovers of the site. Its moment is a number, so that the table itself
/// can tell the newer one.
public final class DynamoReadiness implements ReadinessStore {
    private static final String ITEM = "readiness";

    private final DynamoDbClient dynamo;
    private final String table;
    private final String site;

    public DynamoReadiness(DynamoDbClient dynamo, String table, String site) {
        this.dynamo = dynamo;
        this.table = table;
        this.site = site;
    }

    @Override
    public Optional<Readiness> last() {
        return calling("read the last rehearsal", () -> {
            var found = dynamo.getItem(
                    get -> get.tableName(table).consistentRead(true).key(key()));
            return found.hasItem() ? Optional.of(read(Attributes.map(found.item()))) : Optional.empty();
        });
    }

    @Override
    public boolean keep(Readiness readiness) {
        long at = readiness.at().toEpochMilli();
        var item = new HashMap<>(key());
        item.put("at", Attributes.of(at));
        item.put(
                "checks",
                Attributes.of(
                        readiness.checks().stream().map(DynamoReadiness::map).toList()));
        return calling("keep the rehearsal", () -> {
            try {
                dynamo.putItem(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#at) OR #at < :at")
                        .expressionAttributeNames(Map.of("#at", "at"))
                        .expressionAttributeValues(Map.of(":at", Attributes.of(at))));
                return true;
            } catch (ConditionalCheckFailedException newer) {
                return false;
            }
        });
    }

    private Map<String, AttributeValue> key() {
        return Map.of("site", Attributes.of(site), "item", Attributes.of(ITEM));
    }

    private static Map<String, Object> map(Check check) {
        return Map.of("step", check.step(), "well", check.well() ? 1L : 0L, "text", check.text());
    }

    private Readiness read(Map<String, Object> item) {
        if (item.get("at") instanceof Long at && item.get("checks") instanceof List<?> checks) {
            return new Readiness(
                    Instant.ofEpochMilli(at),
                    checks.stream().map(DynamoReadiness::check).toList());
        }
        throw new CorruptionFailure(
                "the item " + ITEM + " of the table " + table + " is no rehearsal",
                "Remove it; the next rehearsal writes another.");
    }

    private static Check check(Object item) {
        return item instanceof Map<?, ?> map
                ? new Check(
                        String.valueOf(map.get("step")),
                        Long.valueOf(1).equals(map.get("well")),
                        String.valueOf(map.get("text")))
                : new Check("", false, "unreadable");
    }

    private <T> T calling(String what, Supplier<T> call) {
        return AwsFailure.inTable(table, what, call);
    }
}
