package cloud.aws;

import base.CorruptionFailure;
import base.Secret;
import incident.Failover;
import incident.FailoverDocument;
import incident.FailoverStore;
import incident.Lease;
import incident.Question;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// Failovers in a DynamoDB table with the keys `site` and `item`: one item a failover, one for each lease. Every
/// item has a `version`, which grows with each write.
public final class DynamoFailovers implements FailoverStore {
    private static final String FAILOVER = "failover#";
    private static final String LEASE = "lease#";
    private static final String QUESTION = "question#";
    private static final String CONFLICT = "TransactionConflict";
    private static final String CONDITION = "ConditionalCheckFailed";

    private final DynamoDbClient dynamo;
    private final String table;
    private final String site;

    public DynamoFailovers(DynamoDbClient dynamo, String table, String site) {
        this.dynamo = dynamo;
        this.table = table;
        this.site = site;
    }

    @Override
    public Versioned<Lease> lease(Failover.Kind kind) {
        return read(LEASE + kind).map(this::lease).orElse(new Versioned<>(Lease.NONE, 0));
    }

    private Versioned<Lease> lease(Map<String, Object> item) {
        var lease = new Lease(
                String.valueOf(item.get("holder")),
                number(item, "epoch"),
                Instant.parse(String.valueOf(item.get("watermark"))));
        return new Versioned<>(lease, number(item, "version"));
    }

    @Override
    public Optional<Versioned<Failover>> find(String id) {
        return read(FAILOVER + id).map(item -> new Versioned<>(failover(item), number(item, "version")));
    }

    @Override
    public List<Failover> list() {
        return items(FAILOVER).stream()
                .map(this::failover)
                .sorted(Comparator.comparing(Failover::startedAt).reversed())
                .toList();
    }

    private List<Map<String, Object>> items(String prefix) {
        return calling(
                "list the failovers",
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("#site = :site AND begins_with(#item, :prefix)")
                                .expressionAttributeNames(Map.of("#site", "site", "#item", "item"))
                                .expressionAttributeValues(
                                        Map.of(":site", Attributes.of(site), ":prefix", Attributes.of(prefix))))
                        .items()
                        .stream()
                        .map(Attributes::map)
                        .toList());
    }

    @Override
    public boolean replace(Versioned<Failover> before, Failover after) {
        return commit(put(after, before.version()));
    }

    @Override
    public boolean replace(Failover.Kind kind, Versioned<Lease> before, Lease after) {
        return commit(put(kind, after, before.version()));
    }

    @Override
    public boolean replaceBoth(
            Versioned<Lease> leaseBefore,
            Lease lease,
            Optional<Versioned<Failover>> failoverBefore,
            Failover failover) {
        return commit(
                put(failover.kind(), lease, leaseBefore.version()),
                put(failover, failoverBefore.map(Versioned::version).orElse(0L)));
    }

    @Override
    public void ask(Question question) {
        var item = Map.of(
                "site", Attributes.of(site),
                "item", Attributes.of(name(question)),
                "failover", Attributes.of(question.failover()),
                "step", Attributes.of(question.step()),
                "text", Attributes.of(question.text()),
                "token", Attributes.of(question.token().reveal()),
                "askedAt", Attributes.of(question.askedAt().toString()));
        calling(
                "keep a question",
                () -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public List<Question> questions(String failover) {
        return items(QUESTION + failover + "#").stream()
                .map(item -> new Question(
                        String.valueOf(item.get("failover")),
                        String.valueOf(item.get("step")),
                        String.valueOf(item.get("text")),
                        new Secret(String.valueOf(item.get("token"))),
                        Instant.parse(String.valueOf(item.get("askedAt")))))
                .sorted(Comparator.comparing(Question::askedAt))
                .toList();
    }

    @Override
    public void forget(Question question) {
        calling(
                "forget a question",
                () -> dynamo.deleteItem(delete -> delete.tableName(table)
                        .key(Map.of("site", Attributes.of(site), "item", Attributes.of(name(question))))));
    }

    private static String name(Question question) {
        return QUESTION + question.failover() + "#" + question.step();
    }

    private Put put(Failover failover, long before) {
        return put(
                FAILOVER + failover.id(),
                Attributes.of(FailoverDocument.of(failover)).m(),
                before);
    }

    private Put put(Failover.Kind kind, Lease lease, long before) {
        var item = Map.of(
                "holder", Attributes.of(lease.holder()),
                "epoch", Attributes.of(lease.epoch()),
                "watermark", Attributes.of(lease.watermark().toString()));
        return put(LEASE + kind, item, before);
    }

    /// An item that is to be of the next version, if it still is of this one. Version 0 is none.
    private Put put(String name, Map<String, AttributeValue> content, long before) {
        var item = new java.util.HashMap<>(content);
        item.put("site", Attributes.of(site));
        item.put("item", Attributes.of(name));
        item.put("version", Attributes.of(before + 1));
        var put = Put.builder().tableName(table).item(item);
        return before == 0
                ? put.conditionExpression("attribute_not_exists(#item)")
                        .expressionAttributeNames(Map.of("#item", "item"))
                        .build()
                : put.conditionExpression("#version = :before")
                        .expressionAttributeNames(Map.of("#version", "version"))
                        .expressionAttributeValues(Map.of(":before", Attributes.of(before)))
                        .build();
    }

    private boolean commit(Put put) {
        return calling("note the failover", () -> {
            try {
                dynamo.putItem(request -> request.tableName(put.tableName())
                        .item(put.item())
                        .conditionExpression(put.conditionExpression())
                        .expressionAttributeNames(put.expressionAttributeNames())
                        .expressionAttributeValues(
                                put.hasExpressionAttributeValues() ? put.expressionAttributeValues() : null));
                return true;
            } catch (ConditionalCheckFailedException | TransactionConflictException moved) {
                return false;
            }
        });
    }

    private boolean commit(Put first, Put second) {
        return calling("note the failover", () -> {
            try {
                dynamo.transactWriteItems(transaction -> transaction.transactItems(
                        TransactWriteItem.builder().put(first).build(),
                        TransactWriteItem.builder().put(second).build()));
                return true;
            } catch (TransactionCanceledException e) {
                boolean isCollision = e.cancellationReasons().stream()
                        .anyMatch(reason -> CONDITION.equals(reason.code()) || CONFLICT.equals(reason.code()));
                if (isCollision) {
                    return false;
                }
                throw e;
            }
        });
    }

    private Optional<Map<String, Object>> read(String name) {
        return calling("read the failover", () -> {
            var found = dynamo.getItem(get -> get.tableName(table)
                    .consistentRead(true)
                    .key(Map.of("site", Attributes.of(site), "item", Attributes.of(name))));
            return found.hasItem() ? Optional.of(Attributes.map(found.item())) : Optional.empty();
        });
    }

    private Failover failover(Map<String, Object> item) {
        try {
            return FailoverDocument.read(item);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new CorruptionFailure(
                    "the item " + item.get("item") + " of the table " + table + " is no failover: " + e.getMessage(),
                    "Restore the item, or remove it if nothing is open.",
                    e);
        }
    }

    private static long number(Map<String, Object> item, String name) {
        return Long.parseLong(String.valueOf(item.get(name)));
    }

    private <T> T calling(String what, Supplier<T> call) {
        return AwsFailure.inTable(table, what, call);
    }
}
