package testkit.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.Scripts;

/// The shapes refuse what Azure refuses.
final class ShapesTest {
    private static final String SERVER = "Microsoft.DBforMySQL/flexibleServers";

    record Case(Map<String, Object> body, String notice) {}

    static Stream<Case> servers() {
        return Stream.of(
                new Case(Map.of("location", "x", "properties", Map.of("storage", Map.of("storageSizeGB", 32))), ""),
                new Case(Map.of(), "location is missing"),
                new Case(Map.of("location", 5), "location must be a string"),
                new Case(Map.of("location", "x", "colour", "red"), "colour is no property"),
                new Case(Map.of("location", "x", "systemData", Map.of()), "systemData is read-only"),
                new Case(Map.of("location", "x", "tags", Map.of("a", 1L)), "tags.a must be a string"),
                new Case(Map.of("location", "x", "sku", Map.of("name", "y")), "sku.tier is missing"),
                new Case(Map.of("location", "x", "sku", "y"), "sku must be an object"),
                new Case(Map.of("location", "x", "properties", Map.of("version", "9.9")), "version must be one of"),
                new Case(Map.of("location", "x", "properties", Map.of("version", new Deferred("id"))), ""),
                new Case(Map.of("location", "x", "properties", Map.of("state", new Deferred("id"))), "read-only"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aBodyIsComparedWithItsShape(Case shown) {
        List<String> problems =
                Shapes.published().check(new ArmResource(SERVER, "shop-db", "2023-12-30", shown.body()));
        if (shown.notice().isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().contains(shown.notice());
        }
    }

    @Test
    void aNameHasItsOwnRules() {
        Map<String, Object> body = Map.of("location", "x");
        assertThat(Shapes.published().check(new ArmResource(SERVER, "Shop_DB", "2023-12-30", body)))
                .singleElement()
                .asString()
                .contains("name must be like");
        assertThat(Shapes.published().check(new ArmResource(SERVER, "shop-db", "2020-01-01", body)))
                .singleElement()
                .asString()
                .contains("no shape");
    }

    @Test
    void aSecretIsNotRepeated() {
        var body = Map.<String, Object>of(
                "location", "x", "properties", Map.of("administratorLoginPassword", List.of("hunter2")));
        assertThat(Shapes.published().check(new ArmResource(SERVER, "shop-db", "2023-12-30", body)))
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void onlyPasswordsAreSecret() {
        assertThat(Shapes.published()
                        .isSecret(SERVER, "2023-12-30", List.of("properties", "administratorLoginPassword")))
                .isTrue();
        assertThat(Shapes.published().isSecret(SERVER, "2023-12-30", List.of("properties", "administratorLogin")))
                .isFalse();
        assertThat(Shapes.published().isSecret(SERVER, "2023-12-30", List.of("properties", "x", "y")))
                .isFalse();
    }

    /// Every type that a shape speaks of is there, and every file says where it comes from.
    @Test
    void theFilesAreWholeAndSayWhereTheyComeFrom() throws IOException {
        for (String name : List.of("compute", "mysql", "network", "private-dns", "storage")) {
            ShapeFile file = ShapeFile.read(name);
            file.blocks()
                    .values()
                    .forEach(block -> block.properties()
                            .values()
                            .forEach(property -> named(property.shape()).forEach(file::block)));
            Path path = Scripts.root().resolve("src/test/resources/azure/" + name + ".shapes");
            assertThat(Files.readString(path)).contains("# source ", "# commit ", "api " + file.api());
        }
    }

    private static Stream<String> named(Shape shape) {
        return switch (shape) {
            case Shape.Named(String name) -> Stream.of(name);
            case Shape.ListOf(Shape item) -> named(item);
            case Shape.MapOf(Shape value) -> named(value);
            case Shape.Text t -> Stream.of();
            case Shape.Whole w -> Stream.of();
            case Shape.Truth t -> Stream.of();
            case Shape.Any a -> Stream.of();
            case Shape.Ref r -> Stream.of();
            case Shape.Choice c -> Stream.of();
            case Shape.ReadOnly r -> Stream.of();
        };
    }
}
