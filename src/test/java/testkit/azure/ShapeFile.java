package testkit.azure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import testkit.Scripts;

/// The shapes of one service in one API version, read from `src/test/resources/azure`.
record ShapeFile(String api, Map<String, Shape.Block> blocks) {
    static ShapeFile read(String name) {
        try {
            return parse(Files.readAllLines(Scripts.root().resolve("src/test/resources/azure/" + name + ".shapes")));
        } catch (IOException e) {
            throw new UncheckedIOException("there are no shapes of " + name + "; run scripts/azure-shapes", e);
        }
    }

    private static ShapeFile parse(List<String> lines) {
        String api = "";
        var blocks = new LinkedHashMap<String, Shape.Block>();
        var properties = new LinkedHashMap<String, Shape.Property>();
        for (String line : lines) {
            if (line.startsWith("api ")) {
                api = line.substring(4);
            } else if (line.startsWith("  ")) {
                String[] words = line.strip().split(" ", 2);
                boolean required = words[0].endsWith("!");
                String name = required ? words[0].substring(0, words[0].length() - 1) : words[0];
                properties.put(name, new Shape.Property(required, Shape.parse(words[1])));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                properties = new LinkedHashMap<>();
                blocks.put(line, new Shape.Block(properties));
            }
        }
        return new ShapeFile(api, blocks);
    }

    /// The block of a resource type or an object.
    Shape.Block block(String name) {
        return Optional.ofNullable(blocks.get(name))
                .orElseThrow(() -> new IllegalStateException("the shapes lack " + name));
    }

    boolean holdsType(String type) {
        return type.contains("/") && blocks.containsKey(type);
    }
}
