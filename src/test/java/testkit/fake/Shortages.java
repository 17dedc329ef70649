package testkit.fake;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// What Azure has none of, or what fails for another reason, until it is told otherwise.
public final class Shortages {
    /// When it shows.
    public enum When {
        /// As soon as the template is handed in: nothing is begun.
        AT_ONCE,
        /// While it is made: the deployment fails at its end.
        WHILE_CREATING,
        /// When it is started.
        ON_START
    }

    record Shortage(When when, String type, Predicate<String> body, ErrorText error) {}

    record ErrorText(String code, String message) {}

    private final List<Shortage> all = new CopyOnWriteArrayList<>();

    /// No resource of `type` can be had whose body, as JSON, contains all of `texts`: a size, a zone.
    public Shortages of(When when, String type, String code, String... texts) {
        Predicate<String> body = json -> List.of(texts).stream().allMatch(json::contains);
        String message = "There is not enough of " + type + " " + String.join(" ", texts) + ".";
        all.add(new Shortage(when, type, body, new ErrorText(code, message)));
        return this;
    }

    /// Everything can be had again.
    public void end() {
        all.clear();
    }

    Optional<ErrorText> find(When when, String type, String json) {
        return all.stream()
                .filter(shortage -> shortage.when() == when)
                .filter(shortage -> shortage.type().equalsIgnoreCase(type))
                .filter(shortage -> shortage.body().test(json))
                .map(Shortage::error)
                .findFirst();
    }
}
