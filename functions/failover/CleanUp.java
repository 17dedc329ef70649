package failover;

/// Puts the DR site back to how it was before: what this failover or drill made is deleted, what it started is stopped.
/// For the end of a drill, and for a failover that was called off.
final class CleanUp implements Task {
    private final DrSite site;

    CleanUp(DrSite site) {
        this.site = site;
    }

    @Override
    public Result run(Turn turn) {
        var left = site.takeBack(turn);
        return left.isEmpty()
                ? Result.ready("the DR site is as it was before")
                : Result.waiting("still there: " + String.join(", ", left));
    }
}
