package testkit.fake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import testkit.azure.ArmResource;
import testkit.azure.ArmTemplate;
import testkit.azure.Place;
import testkit.azure.Shapes;

/// Expands a template as Azure does, and refuses resources that are not of the published shapes.
public final class CheckedTemplate implements TemplateExpansion {
    private static final Place PLACE = new Place(FakeArm.SUBSCRIPTION, FakeArm.GROUP, "koreacentral");

    @Override
    public List<Described> expand(Map<String, Object> template, Map<String, Object> parameters) {
        try {
            var resources = ArmTemplate.expand(template, parameters, PLACE, Set.of());
            resources.forEach(CheckedTemplate::check);
            return resources.stream()
                    .map(resource ->
                            new Described(resource.type(), resource.name(), resource.apiVersion(), resource.body()))
                    .toList();
        } catch (ArmTemplate.Invalid e) {
            throw new Invalid(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static void check(ArmResource resource) {
        var problems = Shapes.published().check(resource);
        if (!problems.isEmpty()) {
            throw new Invalid("InvalidTemplateDeployment", resource.name() + ": " + String.join("; ", problems));
        }
    }
}
