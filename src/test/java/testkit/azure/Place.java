package testkit.azure;

import java.util.List;

/// Where a deployment goes: a resource group of a subscription.
public record Place(String subscription, String group, String location) {
    /// For tests that do not care.
    public static final Place ANY = new Place("00000000-0000-0000-0000-000000000000", "site", "koreacentral");

    /// The id of the group.
    public String id() {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group;
    }

    /// The id of a resource of the group; a child's name is `parent/child`.
    public String id(String type, String name) {
        return id(type, List.of(name.split("/", -1)));
    }

    String id(String type, List<String> names) {
        String[] types = type.split("/", -1);
        if (types.length != names.size() + 1) {
            throw new ArmTemplate.Invalid(
                    "InvalidTemplate", "the type " + type + " and the name " + names + " have different lengths");
        }
        var id = new StringBuilder(id()).append("/providers/").append(types[0]);
        for (int i = 0; i < names.size(); i++) {
            id.append('/').append(types[i + 1]).append('/').append(names.get(i));
        }
        return id.toString();
    }
}
