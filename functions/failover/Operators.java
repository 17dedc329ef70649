package failover;

/// The people who are told.
@FunctionalInterface
interface Operators {
    /// Sends a mail with a subject of at most 100 characters. May send it twice.
    void tell(String subject, String text);
}
