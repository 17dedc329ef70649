package failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What checks the template notices each kind of damage to it.
final class DrSiteDamageTest {
    /// `from` becomes `to` where it stands first; `notice` is part of what is then said.
    record Damage(String kind, String from, String to, String notice) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Damage> language() {
        return Stream.of(
                new Damage("another schema", "2019-04-01/deploymentT", "2015-01-01/deploymentT", "$schema is not"),
                new Damage("an odd content version", "\"1.0.0.0\"", "\"1\"", "contentVersion"),
                new Damage("an unknown section", "\"outputs\": {", "\"output\": {", "unknown section 'output'"),
                new Damage("a property twice", "\"resources\": [", "\"outputs\": {}, \"resources\": [", "uplicate"),
                new Damage("a misspelt parameter", "parameters('vmSize')", "parameters('vmSzie')", "[vmSzie] are not"),
                new Damage("a misspelt variable", "variables('appId')", "variables('appID')", "[appID] are not found"),
                new Damage("an idle parameter", "\"[parameters('wafMode')]\"", "\"Detection\"", "[wafMode] are used"),
                new Damage("an unknown function", "base64(join", "base63(join", "function 'base63' is not valid"),
                new Damage("an open bracket", "[concat(parameters('name'), '-app')", "[concat('x'", "cannot read the"),
                new Damage("a default that is not allowed", "\"GeneralPurpose\"", "\"General\"", "is not one of"),
                new Damage("a default that is too small", "\"defaultValue\": 128", "\"defaultValue\": 12", "is below"),
                new Damage(
                        "a default of another type", "\"defaultValue\": 8080", "\"defaultValue\": \"80\"", "type int"),
                new Damage("a parameter of no type", "\"type\": \"bool\"", "\"type\": \"boolean\"", "no valid type"),
                new Damage(
                        "a circle of variables",
                        "\"curl\"",
                        "\"[string(variables('siteSettings'))]\", " + "\"[string(variables('packages'))]\"",
                        "circular variables"));
    }

    static Stream<Damage> resources() {
        return Stream.of(
                new Damage("a wrong API version", "\"2024-11-01\"", "\"2024-11-31\"", "NoRegisteredProviderFound"),
                new Damage("an unknown type", "Compute/virtualMachines\"", "Compute/machines\"", "InvalidResourceType"),
                new Damage(
                        "a resource twice", "\"[variables('nat')]\",", "\"[variables('gateway')]\",", "multiple times"),
                new Damage(
                        "a forgotten dependency",
                        "\"dependsOn\": [\"[variables('networkId')]\"],",
                        "",
                        "may not exist"),
                new Damage("a misspelt loop", "\"database-settings\"]", "\"database-setings\"]", "not defined in the"),
                new Damage(
                        "a child before its parent",
                        "\"[variables('databaseId')]\", \"database-clients\"",
                        "\"database-clients\"",
                        "ParentResourceNotFound"),
                new Damage(
                        "a circle of resources",
                        "\"dependsOn\": [\"[resourceId('Microsoft.Network/publicIPAddresses', variables('nat'))]\"]",
                        "\"dependsOn\": [\"[variables('networkId')]\"]",
                        "circular dependency"),
                new Damage(
                        "a listener that does not exist",
                        "/httpListeners/https'",
                        "/httpListeners/htps'",
                        "is no part"),
                new Damage("a subnet that does not exist", "/subnets/app'", "/subnets/apps'", "is no part of"));
    }

    static Stream<Damage> shapes() {
        return Stream.of(
                new Damage(
                        "an unknown property", "enableHttp2", "enableHttp3", "properties.enableHttp3 is no property"),
                new Damage("a wrong value", "\"protocol\": \"Https\"", "\"protocol\": \"HTTPS\"", "must be one of"),
                new Damage("a number as text", "\"port\": 443", "\"port\": \"443\"", "must be a whole number"),
                new Damage("a text as number", "[\"80\", \"443\"]", "[80, 443]", "must be a string"),
                new Damage("a list as object", "\"zones\": \"[variables('natZones')]\"", "\"zones\": {}", "an array"),
                new Damage("a missing property", "\"createOption\": \"FromImage\",", "", "createOption is missing"),
                new Damage(
                        "a missing tier",
                        ", \"tier\": \"[parameters('databaseTier')]\"",
                        ", \"tier\": \"[if(empty(parameters('databaseTier')), 'x', null())]\"",
                        "sku.tier is missing"),
                new Damage("a read-only property", "\"createMode\": \"Default\"", "\"state\": \"Ready\"", "read-only"),
                new Damage(
                        "a password's wrong place",
                        "\"administratorLoginPassword\"",
                        "\"adminPassword\"",
                        "gives away"));
    }

    static Stream<Damage> secrets() {
        return Stream.of(
                new Damage(
                        "a password in an output",
                        "\"value\": \"[variables('app')]\"",
                        "\"value\": \"[parameters('databaseAdminPassword')]\"",
                        "outputs.vmName.value gives away"),
                new Damage(
                        "a password in the start script",
                        "\"[parameters('warUrl')]\"",
                        "\"[concat(parameters('warUrl'), parameters('databaseAdminPassword'))]\"",
                        "customData gives away [databaseAdminPassword]"),
                new Damage(
                        "a password in a name",
                        "\"computerName\": \"[variables('app')]\"",
                        "\"computerName\": \"[parameters('databaseAdminPassword')]\"",
                        "computerName gives away"),
                new Damage(
                        "a password as a tag",
                        "\"tags\": \"[parameters('tags')]\"",
                        "\"tags\": {\"p\": \"[parameters('databaseAdminPassword')]\"}",
                        "tags.p gives away"),
                new Damage(
                        "a password with a default",
                        "\"securestring\",",
                        "\"securestring\", \"defaultValue\": \"x\",",
                        "has a default"),
                new Damage("a password that is shown", "\"securestring\"", "\"string\"", "not come from a secure"),
                new Damage(
                        "a password written out",
                        "\"[parameters('databaseAdminPassword')]\"",
                        "\"[if(empty(parameters('databaseAdmin')), 'hunter22', 'hunter23')]\"",
                        "used nowhere"));
    }

    static Stream<Damage> networks() {
        return Stream.of(
                new Damage(
                        "a port too many", "[\"80\", \"443\"]", "[\"80\", \"443\", \"22\"]", "open for [22, 80, 443]"),
                new Damage("a gate left open", "\"access\": \"Deny\"", "\"access\": \"Allow\"", "is open for [1-79, "),
                new Damage("visitors shut out", "[\"80\", \"443\"]", "[\"80\"]", "instead of [80, 443]"),
                new Damage(
                        "the application for everybody",
                        "\"sourceAddressPrefix\": \"[parameters('gatewaySubnet')]\"",
                        "\"sourceAddressPrefix\": \"*\"",
                        "from Internet to app (app, Inbound) is open for [8080]"),
                new Damage("a denial that comes too late", "\"priority\": 4096", "\"priority\": 65100", "elsewhere"));
    }

    @ParameterizedTest
    @MethodSource({"language", "resources", "shapes", "secrets", "networks"})
    void damageIsNoticed(Damage damage) {
        String text = SiteTemplate.text();
        assertThat(text).contains(damage.from());
        String damaged = text.replaceFirst(Pattern.quote(damage.from()), Matcher.quoteReplacement(damage.to()));
        assertThat(SiteTemplate.problems(damaged))
                .anySatisfy(problem -> assertThat(problem).contains(damage.notice()));
    }

    @Test
    void theTemplateItselfIsNotDamaged() {
        assertThat(SiteTemplate.problems(SiteTemplate.text())).isEmpty();
    }
}
