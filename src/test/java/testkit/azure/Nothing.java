package testkit.azure;

/// JSON's null, and what the function `null()` gives. A property that holds it is not sent.
enum Nothing {
    NULL
}
