package org.histochain.worker;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/** The walls between Histochain's rooms. */
final class Walls {
  static final ArchRule WORKFLOWS_TOUCH_NOTHING_OUTSIDE =
      noClasses()
          .that()
          .resideInAPackage("org.histochain.workflows..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.djl..",
              "io.minio..",
              "okhttp3..",
              "java.io..",
              "java.nio..",
              "java.net..",
              "org.histochain.activities..",
              "org.histochain.worker..");

  static final ArchRule WORKFLOWS_HAVE_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("org.histochain.workflows..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .callMethodWhere(target(name("now")).and(targetOwner(resideInAPackage("java.time.."))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("currentTimeMillis|nanoTime"))
                  .and(targetOwner(name("java.lang.System"))));

  static final ArchRule WORKFLOWS_HAVE_NO_RANDOMNESS =
      noClasses()
          .that()
          .resideInAPackage("org.histochain.workflows..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.random\\..*|java\\.util\\.(Random|SplittableRandom)"
                  + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  static final ArchRule ACTIVITIES_KNOW_NO_WORKER =
      noClasses()
          .that()
          .resideInAPackage("org.histochain.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.histochain.worker..", "picocli..", "me.tongfei..");

  static final ArchRule ONLY_ARTIFACT_TOUCHES_THE_OBJECT_STORE =
      only(
          "the object store's client",
          new String[] {"io.minio..", "okhttp3.."},
          "org.histochain.activities.artifact..");

  static final ArchRule ONLY_THREE_ROOMS_TOUCH_DJL =
      only(
          "DJL",
          new String[] {"ai.djl.."},
          "org.histochain.activities.network..",
          "org.histochain.activities.training..",
          "org.histochain.activities.inference..");

  static final ArchRule ONLY_TELEMETRY_TOUCHES_PROMETHEUS =
      only(
          "the Prometheus registry",
          new String[] {"io.micrometer.prometheusmetrics..", "io.prometheus.."},
          "org.histochain.worker.telemetry..");

  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.histochain.worker.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.util.logging..")
          .orShould()
          .accessField(System.class, "out");

  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes()
          .that()
          .doNotHaveSimpleName("package-info")
          .should(
              new ArchCondition<JavaClass>("be in a package with a @NullMarked package-info") {
                @Override
                public void check(JavaClass checked, ConditionEvents events) {
                  if (!checked.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            checked,
                            checked.getPackageName()
                                + " has no package-info with @NullMarked: "
                                + checked.getName()));
                  }
                }
              });

  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("org.histochain.(**)").should().beFreeOfCycles();

  private Walls() {}

  private static ArchRule only(String what, String[] packages, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .as("only " + String.join(", ", rooms) + " may touch " + what);
  }
}
