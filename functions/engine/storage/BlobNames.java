package engine.storage;

import base.RefusedFailure;

/// Checks the names of blobs before they become paths.
public final class BlobNames {
    private BlobNames() {}

    /// Returns `name`, or refuses one that could leave the store: empty parts, `.`, `..`, or a NUL.
    public static String checked(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                throw new RefusedFailure(
                        "\"" + name + "\" is not a name within the store",
                        "Check who can write to the store: names of this shape are not Lifeboat's.");
            }
        }
        return name;
    }
}
