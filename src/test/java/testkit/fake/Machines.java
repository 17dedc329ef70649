package testkit.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a virtual machine brings and takes along: its disk, which nobody has named in the template, and
/// whatever has the option to be deleted with it.
final class Machines {
    private Machines() {}

    /// The disk that comes with a new machine. It has the machine's tags.
    static Optional<TemplateExpansion.Described> disk(LiveResource machine) {
        if (!machine.type().equals(ArmTypes.MACHINE)) {
            return Optional.empty();
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("location", String.valueOf(machine.body().get("location")));
        body.put("tags", JsonText.object(machine.body().get("tags")));
        return Optional.of(
                new TemplateExpansion.Described("Microsoft.Compute/disks", diskName(machine), "2024-03-02", body));
    }

    /// Whether a disk is this machine's.
    static boolean has(LiveResource machine, LiveResource disk) {
        return machine.type().equals(ArmTypes.MACHINE) && diskName(machine).equalsIgnoreCase(disk.name());
    }

    private static String diskName(LiveResource machine) {
        return JsonText.at(machine.body(), "properties", "storageProfile", "osDisk", "name")
                .map(String::valueOf)
                .orElse(machine.name() + "_OsDisk_1");
    }

    /// The ids of what goes with a machine.
    static List<String> deletedWith(LiveResource machine) {
        if (!machine.type().equals(ArmTypes.MACHINE)) {
            return List.of();
        }
        boolean disk = JsonText.at(machine.body(), "properties", "storageProfile", "osDisk", "deleteOption")
                .filter("Delete"::equals)
                .isPresent();
        String group = machine.id().substring(0, machine.id().indexOf("/providers/"));
        var interfaces = JsonText.list(JsonText.at(machine.body(), "properties", "networkProfile", "networkInterfaces")
                        .orElse(null))
                .stream()
                .map(JsonText::object)
                .filter(face -> JsonText.at(face, "properties", "deleteOption")
                        .filter("Delete"::equals)
                        .isPresent())
                .map(face -> String.valueOf(face.get("id")));
        return Stream.concat(
                        disk
                                ? Stream.of(group + "/providers/Microsoft.Compute/disks/" + diskName(machine))
                                : Stream.<String>of(),
                        interfaces)
                .toList();
    }
}
