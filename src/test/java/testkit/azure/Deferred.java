package testkit.azure;

/// What is known only once a resource exists: the result of `reference()`.
///
/// @param of the resource's id, or a name for what is made from several
public record Deferred(String of) {}
