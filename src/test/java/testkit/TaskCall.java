package testkit;

import java.util.Optional;

/// What a task of a workflow is called with.
///
/// @param state the state's name
/// @param resource the state's `Resource`
/// @param function the name or ARN of the function that is invoked; for other services the resource
/// @param input a function's payload; for other services all parameters
/// @param token where an answer may come later, what it must name
public record TaskCall(String state, String resource, String function, JsonText input, Optional<String> token) {}
