package org.histochain.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.histochain");

  private static final JavaClasses BREACHES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages(
              "org.histochain.workflows.fixture",
              "org.histochain.activities.fixture",
              "org.histochain.fixture");

  /** Each wall with what it must say of the fixtures that breach it. */
  static Stream<Arguments> walls() {
    return Stream.of(
        arguments(Walls.WORKFLOWS_TOUCH_NOTHING_OUTSIDE, "ImpureWorkflow.readsAFile()"),
        arguments(Walls.WORKFLOWS_TOUCH_NOTHING_OUTSIDE, "ImpureWorkflow.asksTheStore("),
        arguments(Walls.WORKFLOWS_TOUCH_NOTHING_OUTSIDE, "ImpureWorkflow.computes("),
        arguments(Walls.WORKFLOWS_HAVE_NO_CLOCK, "java.time.Instant.now()"),
        arguments(Walls.WORKFLOWS_HAVE_NO_CLOCK, "java.lang.System.currentTimeMillis()"),
        arguments(Walls.WORKFLOWS_HAVE_NO_CLOCK, "java.lang.System.nanoTime()"),
        arguments(Walls.WORKFLOWS_HAVE_NO_RANDOMNESS, "java.util.Random.nextInt()"),
        arguments(Walls.WORKFLOWS_HAVE_NO_RANDOMNESS, "java.util.UUID.randomUUID()"),
        arguments(Walls.WORKFLOWS_HAVE_NO_RANDOMNESS, "java.lang.Math.random()"),
        arguments(Walls.ACTIVITIES_KNOW_NO_WORKER, "picocli.CommandLine"),
        arguments(Walls.ONLY_ARTIFACT_TOUCHES_THE_OBJECT_STORE, "io.minio.MinioClient"),
        arguments(Walls.ONLY_THREE_ROOMS_TOUCH_DJL, "ai.djl.ndarray.NDManager"),
        arguments(Walls.ONLY_TELEMETRY_TOUCHES_PROMETHEUS, "PrometheusMeterRegistry"),
        arguments(Walls.ONLY_THE_COMMAND_LINE_PRINTS, "java.lang.System.out"),
        arguments(Walls.ONLY_THE_COMMAND_LINE_PRINTS, "java.util.logging.Logger"),
        arguments(Walls.PACKAGES_ARE_NULL_MARKED, "org.histochain.fixture.one has no package-info"),
        arguments(Walls.PACKAGES_HAVE_NO_CYCLES, "Slice fixture.one"));
  }

  @ParameterizedTest
  @MethodSource("walls")
  void holds(ArchRule wall, String breach) {
    wall.check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("walls")
  void noticesABreach(ArchRule wall, String breach) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> wall.check(BREACHES))
        .withMessageContaining(breach);
  }

  @Test
  void seesEveryModule() {
    assertThat(SHIPPED)
        .extracting(shipped -> shipped.getPackageName().split("\\.")[2])
        .contains("workflows", "activities", "worker");
  }
}
