package cloud.aws;

import base.RefusedFailure;
import catalog.BackupCatalog;
import catalog.Claim;
import catalog.Entry;
import catalog.Entry.State;
import catalog.Entry.Verdict;
import catalog.Run;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The catalog in a DynamoDB table with partition key `source` and sort key `run`, both texts. One item a run,
/// with attributes that a person can read in the console: see {@link EntryItems}.
public final class DynamoCatalog implements BackupCatalog {
    /// In characters. An item must stay far below 400 kB.
    private static final int ERROR_MAX = 4_000;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoCatalog(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Claim claim(Run run, String backup, String location) {
        Instant now = clock.instant();
        String token = UUID.randomUUID().toString();
        var values = new HashMap<String, AttributeValue>();
        values.put("state", text(State.RUNNING.name()));
        values.put("backup", text(backup));
        values.put("location", text(location));
        values.put("token", text(token));
        values.put("startedAt", text(EntryItems.time(now)));
        values.put("heartbeatAt", text(EntryItems.time(now)));
        var named = EntryItems.named(values);
        named.put(":one", AttributeValue.fromN("1"));
        named.put(":failed", text(State.FAILED.name()));
        named.put(":silent", text(EntryItems.time(now.minus(SILENCE_MAX))));
        var names = EntryItems.names(values.keySet());
        names.put("#run", "run");
        names.put("#attempt", "attempt");
        var request = update(run)
                .updateExpression(EntryItems.setting(values.keySet()) + " ADD #attempt :one")
                .conditionExpression("attribute_not_exists(#run) OR #state = :failed"
                        + " OR (#state = :state AND #heartbeatAt < :silent)")
                .expressionAttributeNames(names)
                .expressionAttributeValues(named)
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return calling("claim the run", () -> {
            try {
                return new Claim.Granted(
                        EntryItems.entry(dynamo.updateItem(request).attributes()), token);
            } catch (ConditionalCheckFailedException e) {
                return refusal(e.item(), token);
            }
        });
    }

    /// The entry that stood in the way. Our own token there means that the SDK repeated a request whose answer
    /// was lost.
    private static Claim refusal(Map<String, AttributeValue> item, String token) {
        var entry = EntryItems.entry(item);
        if (Optional.ofNullable(item.get("token")).map(AttributeValue::s).equals(Optional.of(token))) {
            return new Claim.Granted(entry, token);
        }
        return entry.state() == State.COMPLETE ? new Claim.Done(entry) : new Claim.Running(entry);
    }

    @Override
    public void heartbeat(Claim.Granted claim) {
        change(claim, "", "", Map.of("heartbeatAt", text(EntryItems.time(clock.instant()))));
    }

    @Override
    public void publish(Claim.Granted claim, Entry.Facts facts) {
        var values = new HashMap<>(EntryItems.facts(facts));
        values.put("state", text(State.COMPLETE.name()));
        change(claim, " REMOVE #error", "", values);
    }

    @Override
    public void fail(Claim.Granted claim, String error) {
        change(
                claim,
                "",
                " AND #state <> :complete",
                Map.of(
                        "state", text(State.FAILED.name()),
                        "error", text(error.substring(0, Math.min(error.length(), ERROR_MAX))),
                        "finishedAt", text(EntryItems.time(clock.instant()))));
    }

    /// A change by the owner of a claim. `and` may name the attribute `#error`, `condition` the value
    /// `:complete`.
    private void change(Claim.Granted claim, String and, String condition, Map<String, AttributeValue> values) {
        var named = EntryItems.named(values);
        named.put(":token", text(claim.token()));
        var names = EntryItems.names(values.keySet());
        names.put("#token", "token");
        if (!and.isEmpty()) {
            names.put("#error", "error");
        }
        if (!condition.isEmpty()) {
            named.put(":complete", text(State.COMPLETE.name()));
        }
        var request = update(claim.entry().run())
                .updateExpression(EntryItems.setting(values.keySet()) + and)
                .conditionExpression("#token = :token" + condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(named)
                .build();
        calling("record the run", () -> {
            try {
                return dynamo.updateItem(request);
            } catch (ConditionalCheckFailedException e) {
                throw new RefusedFailure(
                        "the run " + claim.entry().run().name()
                                + " is complete or was claimed by somebody else meanwhile",
                        "Look at the other attempt; this one stops without sealing its dump.",
                        e);
            }
        });
    }

    @Override
    public List<Entry> list(String source) {
        return calling(
                "list the runs",
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression("#source = :source")
                                .expressionAttributeNames(Map.of("#source", "source"))
                                .expressionAttributeValues(Map.of(":source", text(source))))
                        .items()
                        .stream()
                        .map(EntryItems::entry)
                        .sorted(Comparator.comparing(Entry::moment).reversed())
                        .toList());
    }

    @Override
    public boolean judge(Run run, String backup, Verdict verdict) {
        var shortened = new Verdict(
                verdict.state(),
                verdict.at(),
                verdict.target(),
                verdict.seconds(),
                verdict.detail().substring(0, Math.min(verdict.detail().length(), ERROR_MAX)));
        var values = EntryItems.verdict(shortened);
        var named = EntryItems.named(values);
        named.put(":backup", text(backup));
        named.put(":inconclusive", text(Verdict.State.INCONCLUSIVE.name()));
        var names = EntryItems.names(values.keySet());
        names.put("#backup", "backup");
        var request = update(run)
                .updateExpression(EntryItems.setting(values.keySet()))
                .conditionExpression("#backup = :backup AND (attribute_not_exists(#verdict)"
                        + " OR #verdict = :inconclusive OR :verdict <> :inconclusive)")
                .expressionAttributeNames(names)
                .expressionAttributeValues(named)
                .build();
        return calling("record the verdict", () -> succeeds(() -> dynamo.updateItem(request)));
    }

    @Override
    public void forget(Run run, String backup) {
        calling(
                "forget a backup",
                () -> succeeds(() -> dynamo.deleteItem(delete -> delete.tableName(table)
                        .key(key(run))
                        .conditionExpression("#backup = :backup")
                        .expressionAttributeNames(Map.of("#backup", "backup"))
                        .expressionAttributeValues(Map.of(":backup", text(backup))))));
    }

    /// Whether the condition of a change held.
    private static boolean succeeds(Runnable change) {
        try {
            change.run();
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public boolean restoreEntry(Entry entry) {
        return calling(
                "record a backup",
                () -> succeeds(() -> dynamo.putItem(put -> put.tableName(table)
                        .item(EntryItems.item(entry))
                        .conditionExpression("attribute_not_exists(#run) OR #state = :failed"
                                + " OR (#state = :running AND #heartbeatAt < :silent)")
                        .expressionAttributeNames(EntryItems.names(Set.of("run", "state", "heartbeatAt")))
                        .expressionAttributeValues(Map.of(
                                ":failed", text(State.FAILED.name()),
                                ":running", text(State.RUNNING.name()),
                                ":silent", text(EntryItems.time(clock.instant().minus(SILENCE_MAX))))))));
    }

    private UpdateItemRequest.Builder update(Run run) {
        return UpdateItemRequest.builder().tableName(table).key(key(run));
    }

    private static Map<String, AttributeValue> key(Run run) {
        return Map.of("source", text(run.source()), "run", text(run.name()));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private <T> T calling(String what, Supplier<T> call) {
        return AwsFailure.inTable(table, what, call);
    }
}
