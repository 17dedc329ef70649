package failover;

import java.util.List;

/// What came of each message, in their order.
public record AlarmResult(List<String> answers) {}
