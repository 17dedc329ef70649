package architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import testkit.Scripts;

/// The arrows between the rooms of the house, and no others.
final class ArrowsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Scripts.root().resolve("target/classes"));

    static Stream<ArchRule> rules() {
        return Stream.of(
                noClasses()
                        .that()
                        .resideInAnyPackage("engine..", "catalog..", "incident..", "base..", "cloud..", "cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.amazonaws..", "software.amazon.lambda..", "org.crac..")
                        .because("below the functions nothing knows Lambda"),
                noClasses()
                        .that()
                        .resideInAnyPackage("engine..", "catalog..", "incident..", "base..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "software.amazon..",
                                "com.azure..",
                                "java.net.http..",
                                "com.sun.net..",
                                "org.slf4j..",
                                "picocli..")
                        .because("the engine must be testable and benchmarkable on a laptop"),
                noClasses()
                        .that()
                        .resideInAPackage("base..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages("base..", "java..", "org.jspecify..")
                        .because("base is words that everyone may use; it uses the JDK"),
                noClasses()
                        .that()
                        .resideInAPackage("catalog..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages("catalog..", "base..", "java..", "org.jspecify..")
                        .because("the catalog is a port and its rules"),
                noClasses()
                        .that()
                        .resideInAPackage("incident..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages("incident..", "base..", "java..", "org.jspecify..")
                        .because("failovers and gates are ports and their rules"),
                noClasses()
                        .that()
                        .resideInAPackage("engine..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages(
                                "engine..",
                                "base..",
                                "java..",
                                "javax.net.ssl..",
                                "org.jspecify..",
                                "com.mysql.cj..",
                                "com.github.luben.zstd..",
                                "com.fasterxml.jackson.core..")
                        .because("the engine uses base, the driver, zstd and a JSON reader"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.format..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "engine.dump..",
                                "engine.load..",
                                "engine.verify..",
                                "engine.stored..",
                                "engine.mysql..",
                                "engine.storage..",
                                "java.sql..",
                                "java.nio.file..")
                        .because("the format is pure: it knows no I/O"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.mysql..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "engine.dump..",
                                "engine.load..",
                                "engine.verify..",
                                "engine.stored..",
                                "engine.storage..")
                        .because("talking to MySQL does not know what becomes of the rows"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.storage..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "engine.dump..",
                                "engine.load..",
                                "engine.verify..",
                                "engine.stored..",
                                "engine.mysql..",
                                "engine.format..")
                        .because("a store knows blobs only"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.stored..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("engine.dump..", "engine.load..", "engine.verify..", "engine.mysql..")
                        .because("a dump is read from its store alone"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.dump..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("engine.load..", "engine.verify..")
                        .because("dumping knows nothing of loading"),
                noClasses()
                        .that()
                        .resideInAPackage("engine.verify..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("engine.dump..", "engine.load..")
                        .because("the judge does not know who loaded"),
                noClasses()
                        .that()
                        .resideInAPackage("cloud..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "engine.dump..",
                                "engine.load..",
                                "engine.verify..",
                                "engine.stored..",
                                "engine.mysql..",
                                "engine.format..",
                                "backup..",
                                "restore..",
                                "cli..")
                        .because("clouds implement the ports of storage and catalog, no more"),
                noClasses()
                        .that()
                        .resideInAPackage("cloud.azure..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("software.amazon..", "cloud.aws..")
                        .because("each cloud stands alone"),
                noClasses()
                        .that()
                        .resideInAPackage("cloud.aws..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("com.azure..", "cloud.azure..")
                        .because("each cloud stands alone"),
                noClasses()
                        .that()
                        .resideInAPackage("backup..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("cli..", "restore..", "failover..", "picocli..")
                        .because("functions do not see each other, nor the command line"),
                noClasses()
                        .that()
                        .resideInAPackage("restore..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("cli..", "backup..", "failover..", "picocli..")
                        .because("functions do not see each other, nor the command line"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "software.amazon.awssdk.services.route53..",
                                "software.amazon.awssdk.services.cloudfront..",
                                "software.amazon.awssdk.services.iam..")
                        .because("traffic must move while no control plane answers"),
                noClasses()
                        .that()
                        .resideInAPackage("failover..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("cli..", "backup..", "restore..", "picocli..")
                        .because("functions do not see each other, nor the command line"),
                noClasses()
                        .that()
                        .resideInAPackage("failover.report..")
                        .should()
                        .dependOnClassesThat()
                        .resideOutsideOfPackages(
                                "failover.report..",
                                "incident..",
                                "base..",
                                "java..",
                                "org.jspecify..",
                                "engine.format..")
                        .because("a report is made from the record of a failover, and from nothing else"),
                noClasses()
                        .that()
                        .resideInAPackage("cli..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("backup..", "restore..", "failover..")
                        .because("a command is a use case of its own, not a function in disguise"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyArrowIsOneOfTheDesign(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }
}
