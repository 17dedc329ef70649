package restore;

import java.util.List;

/// What a restore came to, for whoever invoked the function. `verdict` is VERIFIED, FAILED or INCONCLUSIVE;
/// `differences` say what differs, `findings` what is otherwise on the target by its nature.
public record RestoreResult(
        String verdict,
        String backup,
        String target,
        long rows,
        double seconds,
        List<String> differences,
        List<String> findings) {}
