package base;

/// Which Lifeboat this is; a test holds it equal to the version in `pom.xml`.
public final class Version {
    public static final String NUMBER = "0.1.0";

    /// As it stands in dumps and in the catalog.
    public static final String TOOL = "lifeboat " + NUMBER;

    private Version() {}
}
