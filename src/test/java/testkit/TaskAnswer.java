package testkit;

import java.util.Arrays;
import java.util.Map;

/// What a task answers, in the words of the interpreter.
final class TaskAnswer {
    private TaskAnswer() {}

    /// Errors are named as Lambda's Java runtime names them: by the class, with message and stack in the cause.
    @SuppressWarnings("CatchingUnchecked") // also errors of the JVM are answers
    static Map<String, String> to(TaskCall call, Workflow.Tasks tasks) {
        try {
            return Map.of("output", JsonText.of(tasks.answer(call)).text());
        } catch (TaskError e) {
            return Map.of("error", e.error(), "cause", String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            return Map.of("error", e.getClass().getName(), "cause", cause(e));
        }
    }

    private static String cause(Throwable e) {
        return JsonText.of(Map.of(
                        "errorMessage", String.valueOf(e.getMessage()),
                        "errorType", e.getClass().getName(),
                        "stackTrace",
                                Arrays.stream(e.getStackTrace())
                                        .map(String::valueOf)
                                        .toList()))
                .text();
    }
}
