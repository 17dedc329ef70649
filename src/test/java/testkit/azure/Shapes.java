package testkit.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Azure's published descriptions of the resources that our templates hold, each in the API version that our
/// client speaks too. Stricter than Azure where it only warns: an unknown property, an unnamed value of an
/// enumeration and a property that only the service writes are refused.
public final class Shapes {
    private static final Shapes PUBLISHED =
            new Shapes(Stream.of("compute", "mysql", "network", "private-dns", "storage")
                    .map(ShapeFile::read)
                    .toList());
    private final List<ShapeFile> files;

    private Shapes(List<ShapeFile> files) {
        this.files = files;
    }

    /// The shapes in `src/test/resources/azure`.
    public static Shapes published() {
        return PUBLISHED;
    }

    /// The API versions that are known of a type; none if the type is not known.
    public Set<String> versions(String type) {
        return files.stream()
                .filter(file -> file.holdsType(type))
                .map(ShapeFile::api)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// What is wrong with a resource, each with its JSON path; nothing if it is right.
    public List<String> check(ArmResource resource) {
        var file = file(resource.type(), resource.apiVersion());
        if (file.isEmpty()) {
            return List.of(resource.type() + ": no shape in API version " + resource.apiVersion());
        }
        var problems = new ArrayList<String>();
        new ShapeCheck(file.get(), problems).resource(resource);
        return problems.stream()
                .map(problem -> resource.type() + " '" + resource.name() + "': " + problem)
                .toList();
    }

    /// Whether the service treats a property as a password. `path` is its names from the top (`properties`, ...),
    /// with `[]` for an item of a list.
    public boolean isSecret(String type, String apiVersion, List<String> path) {
        return file(type, apiVersion)
                .map(file -> at(file, new Shape.Named(type), path) instanceof Shape.Text text && text.secret())
                .orElse(false);
    }

    /// Whether a type of resource can carry tags.
    public boolean takesTags(String type, String apiVersion) {
        return file(type, apiVersion)
                .map(file -> file.block(type).properties().containsKey("tags"))
                .orElse(false);
    }

    private Optional<ShapeFile> file(String type, String api) {
        return files.stream()
                .filter(file -> file.holdsType(type) && file.api().equals(api))
                .findFirst();
    }

    private static Shape at(ShapeFile file, Shape shape, List<String> path) {
        if (path.isEmpty()) {
            return shape;
        }
        List<String> rest = path.subList(1, path.size());
        return switch (shape) {
            case Shape.Named(String name) -> {
                Map<String, Shape.Property> properties = file.block(name).properties();
                Shape.Property property = properties.get(path.getFirst());
                yield property == null ? new Shape.Any() : at(file, property.shape(), rest);
            }
            case Shape.ListOf(Shape item) -> at(file, item, rest);
            case Shape.MapOf(Shape value) -> at(file, value, rest);
            case Shape.Text t -> new Shape.Any();
            case Shape.Whole w -> new Shape.Any();
            case Shape.Truth t -> new Shape.Any();
            case Shape.Any a -> new Shape.Any();
            case Shape.Ref r -> new Shape.Any();
            case Shape.Choice c -> new Shape.Any();
            case Shape.ReadOnly r -> new Shape.Any();
        };
    }
}
