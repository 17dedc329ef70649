package testkit.azure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One resource of a template, or one turn of its loop, before its place in the order is known.
///
/// @param wanted whether its condition holds; what depends on an unwanted one does not wait
/// @param after what `dependsOn` says
/// @param loop the name of the loop that made it
/// @param turn which turn of the loop
/// @param batch how many turns run at a time; 0 for all
record Instance(
        ArmResource resource,
        String id,
        boolean wanted,
        List<String> after,
        @Nullable String loop,
        int turn,
        int batch) {}
