package incident;

/// What steers the pre-made records of Route 53. Each gate is one blob of the static website.
public enum Gate {
    /// While it is open, the AWS site gets no visitors, however healthy it is.
    PRIMARY_BLOCKED("primary-blocked"),
    /// While it is open, visitors who cannot go to the AWS site go to the one in Azure.
    DR_OPEN("dr-open");

    /// The container that the static website serves.
    public static final String CONTAINER = "$web";

    private final String id;

    Gate(String id) {
        this.id = id;
    }

    /// The gate's name, as it stands in its blob.
    public String id() {
        return id;
    }

    /// The blob's name in the container, and its path on the website.
    public String blob() {
        return "gates/" + id + ".json";
    }
}
