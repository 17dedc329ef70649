package failover;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The functions that the workflow calls, by the names that its definition has for them.
final class LocalFunctions {
    private static final String ARN = "arn:aws:lambda:ap-northeast-2:123456789012:function:";

    private LocalFunctions() {}

    static Map<String, Function<Wiring, RequestHandler<?, ?>>> all() {
        var functions = new LinkedHashMap<String, Function<Wiring, RequestHandler<?, ?>>>();
        functions.put("ConfirmOutage", ConfirmOutageHandler::new);
        functions.put("StartDrSite", StartDrSiteHandler::new);
        functions.put("AwaitDrSite", AwaitDrSiteHandler::new);
        functions.put("ChooseBackup", ChooseBackupHandler::new);
        functions.put("RestoreBackup", RestoreBackupHandler::new);
        functions.put("CheckDrSite", CheckDrSiteHandler::new);
        functions.put("FencePrimary", FencePrimaryHandler::new);
        functions.put("AskPerson", AskPersonHandler::new);
        functions.put("OpenGates", OpenGatesHandler::new);
        functions.put("ConfirmTraffic", ConfirmTrafficHandler::new);
        functions.put("ShutGates", ShutGatesHandler::new);
        functions.put("LiftFence", LiftFenceHandler::new);
        functions.put("CleanUp", CleanUpHandler::new);
        functions.put("Report", ReportHandler::new);
        functions.put("Readiness", ReadinessHandler::new);
        return functions;
    }

    /// The tasks' own names for the functions of the workflow.
    static String name(String state) {
        return state + "Function";
    }

    /// What the template fills into the definition.
    static Map<String, String> substitutions() {
        var substitutions = new TreeMap<String, String>();
        all().keySet().forEach(state -> substitutions.put(state, ARN + name(state)));
        return substitutions;
    }
}
