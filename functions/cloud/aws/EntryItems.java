package cloud.aws;

import static java.util.stream.Collectors.joining;

import catalog.Entry;
import catalog.Entry.Facts;
import catalog.Entry.State;
import catalog.Entry.Verdict;
import catalog.Run;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Entries as items. Times are texts in UTC of one length, so that they compare as texts.
final class EntryItems {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private EntryItems() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static Map<String, AttributeValue> item(Entry entry) {
        var item = new HashMap<String, AttributeValue>();
        item.put("source", text(entry.run().source()));
        item.put("run", text(entry.run().name()));
        item.put("state", text(entry.state().name()));
        item.put("backup", text(entry.backup()));
        item.put("location", text(entry.location()));
        item.put("attempt", number(entry.attempt()));
        item.put("startedAt", text(time(entry.startedAt())));
        item.put("heartbeatAt", text(time(entry.heartbeatAt())));
        entry.facts().ifPresent(facts -> item.putAll(facts(facts)));
        entry.verdict().ifPresent(verdict -> item.putAll(verdict(verdict)));
        entry.error().ifPresent(error -> item.put("error", text(error)));
        return item;
    }

    static Map<String, AttributeValue> verdict(Verdict verdict) {
        var item = new HashMap<String, AttributeValue>();
        item.put("verdict", text(verdict.state().name()));
        item.put("verdictAt", text(time(verdict.at())));
        item.put("verdictTarget", text(verdict.target()));
        item.put("verdictSeconds", number(verdict.seconds()));
        item.put("verdictDetail", text(verdict.detail()));
        return item;
    }

    private static Verdict verdictOf(Map<String, AttributeValue> item) {
        return new Verdict(
                Verdict.State.valueOf(string(item, "verdict")),
                Instant.parse(string(item, "verdictAt")),
                string(item, "verdictTarget"),
                count(item, "verdictSeconds"),
                string(item, "verdictDetail"));
    }

    static Map<String, AttributeValue> facts(Facts facts) {
        var item = new HashMap<String, AttributeValue>();
        item.put("finishedAt", text(time(facts.finishedAt())));
        item.put("snapshotAt", text(time(facts.snapshotAt())));
        item.put("tables", number(facts.tables()));
        item.put("rows", number(facts.rows()));
        item.put("bytes", number(facts.bytes()));
        item.put("storedBytes", number(facts.storedBytes()));
        item.put("gtidSet", text(facts.gtidSet()));
        item.put("serverVersion", text(facts.serverVersion()));
        item.put("tool", text(facts.tool()));
        item.put("notes", number(facts.notes()));
        item.put("manifestSha256", text(facts.manifestSha256()));
        return item;
    }

    /// The SET clause for these attributes, each as `#name = :name`, since many of the names are reserved
    /// words.
    static String setting(Set<String> attributes) {
        return "SET "
                + new TreeSet<>(attributes)
                        .stream().map(name -> "#" + name + " = :" + name).collect(joining(", "));
    }

    static Map<String, String> names(Set<String> attributes) {
        var names = new HashMap<String, String>();
        attributes.forEach(name -> names.put("#" + name, name));
        return names;
    }

    static Map<String, AttributeValue> named(Map<String, AttributeValue> values) {
        var named = new HashMap<String, AttributeValue>();
        values.forEach((name, value) -> named.put(":" + name, value));
        return named;
    }

    static Entry entry(Map<String, AttributeValue> item) {
        return new Entry(
                new Run(string(item, "source"), string(item, "run")),
                State.valueOf(string(item, "state")),
                string(item, "backup"),
                string(item, "location"),
                (int) count(item, "attempt"),
                Instant.parse(string(item, "startedAt")),
                Instant.parse(string(item, "heartbeatAt")),
                item.containsKey("manifestSha256") ? Optional.of(factsOf(item)) : Optional.empty(),
                item.containsKey("verdict") ? Optional.of(verdictOf(item)) : Optional.empty(),
                Optional.ofNullable(item.get("error")).map(AttributeValue::s));
    }

    private static Facts factsOf(Map<String, AttributeValue> item) {
        return new Facts(
                Instant.parse(string(item, "finishedAt")),
                Instant.parse(string(item, "snapshotAt")),
                count(item, "tables"),
                count(item, "rows"),
                count(item, "bytes"),
                count(item, "storedBytes"),
                string(item, "gtidSet"),
                string(item, "serverVersion"),
                string(item, "tool"),
                count(item, "notes"),
                string(item, "manifestSha256"));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(String.valueOf(value));
    }

    private static String string(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name)).map(AttributeValue::s).orElse("");
    }

    private static long count(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(value -> Long.parseLong(value.n()))
                .orElse(0L);
    }
}
