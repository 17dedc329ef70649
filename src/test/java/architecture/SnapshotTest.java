package architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import testkit.Scripts;

/// Every environment of a function goes on from one snapshot, perhaps weeks later. What was made before it, and is the
/// same or stale in all of them, would be two backups with one name or a clock that stands still.
final class SnapshotTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Scripts.root().resolve("target/classes"));

    /// What makes an id, tells the time, or reaches out.
    private static final Set<String> OF_THE_MOMENT = Set.of(
            "java.util.UUID.randomUUID",
            "java.time.Clock.instant",
            "java.time.Clock.millis",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.ZonedDateTime.now",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.nio.file.Files.createTempFile",
            "java.nio.file.Files.createTempDirectory");

    /// Made for one blob, while it is written.
    private static final Set<String> MADE_LATER = Set.of("cloud.azure.AzureBlockTarget", "cloud.aws.S3BlockTarget");

    private static final List<String> OF_ONE_COPY = List.of(
            "java.util.Random",
            "java.util.UUID",
            "java.time.Instant",
            "java.net.Socket",
            "java.net.InetAddress",
            "java.net.http.HttpClient",
            "java.sql.Connection",
            "com.azure.core.credential.TokenCredential",
            "com.azure.core.credential.AccessToken",
            "com.azure.core.http.HttpClient",
            "software.amazon.awssdk.core.SdkClient");

    @Test
    void noClassKeepsAnIdATimeOrAConnection() {
        noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(DescribedPredicate.describe(
                        "of one copy", type -> OF_ONE_COPY.stream().anyMatch(type::isAssignableTo)))
                .check(CLASSES);
    }

    @Test
    void noFunctionLooksAtTheClockMakesAnIdOrReachesOutWhenItIsMade() {
        var made = CLASSES.stream()
                .filter(type -> !MADE_LATER.contains(type.getName()))
                .flatMap(SnapshotTest::whatIsRunWhenAFunctionIsMade);
        assertThat(made.flatMap(unit -> unit.getMethodCallsFromSelf().stream())
                        .filter(call -> OF_THE_MOMENT.contains(name(call)))
                        .map(JavaAccess::getDescription))
                .isEmpty();
    }

    /// The initializers of all classes, and the constructors of what functions are put together from.
    private static Stream<? extends JavaCodeUnit> whatIsRunWhenAFunctionIsMade(JavaClass type) {
        boolean isPart = Stream.of("backup", "restore", "failover", "incident", "catalog", "cloud")
                .anyMatch(room -> type.getPackageName().equals(room)
                        || type.getPackageName().startsWith(room + "."));
        return Stream.concat(
                type.getStaticInitializer().stream(), isPart ? type.getConstructors().stream() : Stream.empty());
    }

    private static String name(JavaMethodCall call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }
}
