package cloud.azure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a deployment goes; never {@link Progress.Lost}. `outputs` has the values of the template's outputs by
/// their names, and is empty until it has succeeded.
public record DeploymentState(Progress progress, Map<String, @Nullable Object> outputs) {}
