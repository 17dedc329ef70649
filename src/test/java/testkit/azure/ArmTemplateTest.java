package testkit.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The evaluator of templates is to be trusted, whatever template it is given.
final class ArmTemplateTest {
    private static final String ADDRESS = "Microsoft.Network/publicIPAddresses";

    private static Map<String, Object> template(String sections) {
        return ArmTemplate.parse(
                "{\"$schema\": \"" + TemplateForm.SCHEMA + "\", \"contentVersion\": \"1.0.0.0\", " + sections + "}");
    }

    private static String address(String name, String more) {
        return "{\"type\": \"" + ADDRESS + "\", \"apiVersion\": \"2024-05-01\", \"name\": \"" + name + "\"" + more
                + "}";
    }

    private static Object value(String expression) {
        var template = template("\"resources\": [], \"outputs\": {\"o\": {\"type\": \"array\", \"value\": "
                + Json.write("[createArray(" + expression + ")]") + "}}");
        var outputs = ArmTemplate.outputs(template, Map.of(), Place.ANY, id -> Optional.empty());
        var output = Values.object("o", outputs.get("o"));
        return Values.list("o", output.get("value")).getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "concat('a', 1, true())                          | a1True",
                "format('{0}-{1}{{}}', 'a', 2)                   | a-2{}",
                "base64('가')                                     | 6rCA",
                "if(equals(1, 1), 'yes', json('not JSON'))       | yes",
                "string(createObject('a', createArray(1, 'b')))  | {\"a\":[1,\"b\"]}",
                "union(json('{\"a\":1}'), json('{\"b\":2}')).b   | 2",
                "split('a,b', ',')[1]                            | b",
                "join(concat(createArray('a'), createArray('b')), ';') | a;b",
                "replace('it''s', '''', '')                      | its",
                "length(range(3, 4))                             | 4",
                "contains(createArray('a', 'b'), 'b')            | true",
                "empty(null())                                   | true",
                "coalesce(null(), 'x')                           | x",
                "resourceGroup().name                            | site",
                "and(not(false()), less(1, 2))                   | true",
                "substring('abcdef', 2, 3)                       | cde",
                "toUpper(first(createArray('a')))                | A",
                "uniqueString('a')                               | \"\"",
            })
    void expressionsAreEvaluated(String expression, String result) {
        if (result.isEmpty()) {
            assertThat((String) value(expression))
                    .hasSize(13)
                    .isEqualTo(value(expression))
                    .matches("[a-z]+");
        } else {
            assertThat(String.valueOf(value(expression))).isEqualTo(result);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat(",
                "'open",
                "concat('a' 'b')",
                "1 + 1",
                ",",
                "parameters(concat('a'))",
                "'a'.b",
                "createArray()[0]",
                "first(createArray())",
                "add('1', 2)",
                "int('x')",
                "format('{9}', 1)",
                "format('{', 1)",
                "json('{')",
                "resourceId('a')",
                "copyIndex()",
                "if('yes', 1, 2)",
                "substring('a', 5)",
                "99999999999999999999",
            })
    void aBadExpressionIsInvalidAndNothingWorse(String expression) {
        assertThatThrownBy(() -> value(expression)).isInstanceOf(ArmTemplate.Invalid.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "not(".repeat(5_000) + "true()" + ")".repeat(5_000);
        assertThatThrownBy(() -> value(deep))
                .isInstanceOf(ArmTemplate.Invalid.class)
                .hasMessageContaining("deeply");
        List<Object> nested = new ArrayList<>();
        nested.add(nested);
        var template = template("\"resources\": []");
        template.put("outputs", nested);
        assertThatThrownBy(() -> ArmTemplate.expand(template, Map.of())).isInstanceOf(ArmTemplate.Invalid.class);
    }

    @Test
    void aTextInBracketsCanBeWrittenOut() {
        var template = template("\"variables\": {\"v\": [\"[[Unit]\", \"[open\"]}, \"resources\": ["
                + address("a", ", \"tags\": {\"t\": \"[join(variables('v'), ' ')]\"}") + "]");
        assertThat(ArmTemplate.expand(template, Map.of()).getFirst().body())
                .containsEntry("tags", Map.of("t", "[Unit] [open"));
    }

    @Test
    void resourcesComeAfterWhatTheyDependOn() {
        var template = template("\"resources\": ["
                + address("last", ", \"dependsOn\": [\"many\"]") + ","
                + address(
                        "[concat('m', copyIndex())]",
                        ", \"copy\": {\"name\": \"many\", \"count\": 2}, \"dependsOn\": [\"first\"]")
                + ","
                + address("first", "") + "," + address("unwanted", ", \"condition\": false") + "]");
        assertThat(ArmTemplate.expand(template, Map.of()).stream().map(ArmResource::name))
                .containsExactly("first", "m0", "m1", "last");
    }

    @Test
    void anExistingResourceMayBePointedAt() {
        String gateway = Place.ANY.id("Microsoft.Network/natGateways", "old");
        var template = template("\"resources\": ["
                + address(
                        "a",
                        ", \"properties\": {\"natGateway\": {\"id\": \"[resourceId('Microsoft.Network/natGateways',"
                                + " 'old')]\"}}")
                + "]");
        assertThatThrownBy(() -> ArmTemplate.expand(template, Map.of()))
                .isInstanceOfSatisfying(
                        ArmTemplate.Invalid.class, e -> assertThat(e.code()).isEqualTo("InvalidResourceReference"));
        assertThat(ArmTemplate.expand(template, Map.of(), Place.ANY, Set.of(gateway)))
                .hasSize(1);
    }

    @Test
    void aParameterMustBeGivenDeclaredAndOfItsKind() {
        var template = template("\"parameters\": {\"n\": {\"type\": \"int\", \"maxValue\": 3}}, \"resources\": ["
                + address("[concat('a', parameters('n'))]", "") + "]");
        assertThat(ArmTemplate.expand(template, Map.of("n", 3)).getFirst().name())
                .isEqualTo("a3");
        for (Map<String, Object> given :
                List.<Map<String, Object>>of(Map.of(), Map.of("n", 4), Map.of("n", "3"), Map.of("n", 3, "m", 3))) {
            assertThatThrownBy(() -> ArmTemplate.expand(template, given))
                    .isInstanceOfSatisfying(
                            ArmTemplate.Invalid.class, e -> assertThat(e.code()).isEqualTo("InvalidTemplate"));
        }
    }

    /// What a secure parameter holds stands in no message.
    @Test
    void aRefusedSecretIsNotRepeated() {
        var template =
                template("\"parameters\": {\"p\": {\"type\": \"securestring\", \"minLength\": 9}}, \"resources\": ["
                        + address("[parameters('p')]", "") + "]");
        assertThatThrownBy(() -> ArmTemplate.expand(template, Map.of("p", "hunter2")))
                .isInstanceOf(ArmTemplate.Invalid.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        var loop =
                template("\"resources\": [" + address("a", ", \"properties\": {\"copy\": [{\"name\": \"x\"}]}") + "]");
        var nested = template("\"resources\": [" + address("a", ", \"resources\": []") + "]");
        var functions = template("\"resources\": [], \"functions\": []");
        for (var template : List.of(loop, nested, functions, Map.<String, Object>of())) {
            assertThatThrownBy(() -> ArmTemplate.expand(template, Map.of())).isInstanceOf(ArmTemplate.Invalid.class);
        }
        assertThatThrownBy(() -> ArmTemplate.parse("[]")).isInstanceOf(ArmTemplate.Invalid.class);
        assertThatThrownBy(() -> ArmTemplate.parse("{} x")).isInstanceOf(ArmTemplate.Invalid.class);
    }
}
