package testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// `template.yaml` as data. An intrinsic function such as `!Ref X` is a map with one entry, `{"!Ref": "X"}`.
public record Template(Map<String, Object> root) {

    public static Template read() {
        try {
            return of(Files.readString(Scripts.root().resolve("template.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A template that is given as text.
    public static Template of(String yaml) {
        return new Template(new Yaml(new Intrinsics()).load(yaml));
    }

    private static final class Intrinsics extends SafeConstructor {
        Intrinsics() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    return Map.of(node.getTag().getValue(), argument(node));
                }
            });
        }

        private Object argument(Node node) {
            return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalStateException("no such node: " + node);
            };
        }
    }

    /// A map below the root, by its path.
    @SuppressWarnings("unchecked")
    public Map<String, Object> map(String... path) {
        Object at = root;
        for (String name : path) {
            at = ((Map<String, Object>) at).getOrDefault(name, Map.of());
        }
        return (Map<String, Object>) at;
    }

    /// The resources of a type, by their names.
    public Map<String, Map<String, Object>> resources(String type) {
        var resources = new LinkedHashMap<String, Map<String, Object>>();
        for (String name : map("Resources").keySet()) {
            if (type.equals(map("Resources", name).get("Type"))) {
                resources.put(name, map("Resources", name, "Properties"));
            }
        }
        return resources;
    }
}
