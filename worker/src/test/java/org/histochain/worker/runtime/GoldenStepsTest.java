package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.report.Summary;
import org.histochain.workflows.contract.DatasetRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pins what every step's algorithm version makes of two tiny chains. After a version was raised:
 * {@code ./mvnw -pl worker -am test -Dtest=GoldenStepsTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgolden.write=$PWD/worker/src/test/resources}.
 */
class GoldenStepsTest {
  private static final String TEACHER = "golden-teacher.safetensors";

  @TempDir Path folder;

  @Test
  void everyStepMakesWhatItsVersionMade() throws Exception {
    TinyChain tiny = new TinyChain(folder);
    DatasetRef dataset = tiny.dataset();
    tiny.run("plain", TinyChain.spec(dataset, tiny.list(dataset), "0.8"));
    tiny.run("every-option", TinyChain.everyOption(dataset, tiny.list(dataset)));
    Map<String, GoldenSteps.Made> made = GoldenSteps.made(tiny.artifacts().store());
    Map<String, Tensor> teacher = teacher(tiny);

    String write = System.getProperty("golden.write", "");
    if (write.isEmpty()) {
      assertClose(teacher, SafetensorsFile.read(resource(TEACHER)));
      GoldenSteps.read().check(made, NumericFamily.current());
    } else {
      GoldenSteps pins = GoldenSteps.read().with(made, NumericFamily.current());
      Files.writeString(Path.of(write).resolve(GoldenSteps.FILE), pins.json());
      Files.write(Path.of(write).resolve(TEACHER), SafetensorsFile.write(new TreeMap<>(teacher)));
    }
  }

  private static Map<String, Tensor> teacher(TinyChain tiny) throws IOException {
    Summary summary = new ChainFolder(tiny.artifacts().store(), "plain").summary().orElseThrow();
    Path model = tiny.artifacts().fetch(summary.stages().getFirst().modelSha256());
    return SafetensorsFile.read(Files.readAllBytes(model));
  }

  /** Within 1e-5 of the tensor's largest value, on whatever family. */
  private static void assertClose(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, tensor) -> {
          if (tensor.type().equals(Tensor.F32)) {
            float[] values = requireNonNull(actual.get(name)).toFloats();
            float[] pinned = tensor.toFloats();
            double scale = 1;
            for (float value : pinned) {
              scale = Math.max(scale, Math.abs(value));
            }
            for (int index = 0; index < pinned.length; index++) {
              assertThat((double) values[index])
                  .as("%s, value %d", name, index)
                  .isCloseTo(pinned[index], within(1e-5 * scale));
            }
          }
        });
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream content =
        requireNonNull(GoldenStepsTest.class.getResourceAsStream("/" + name))) {
      return content.readAllBytes();
    }
  }

  @Test
  void anotherOutputOfTheSameVersionFailsNamingTheStepAndWhatToDo() {
    GoldenSteps pins = pins();

    assertThatThrownBy(() -> pins.check(made("filter", 1, "changed"), "here"))
        .hasMessageContaining("Step filter, version 1, on here made changed, not known: raise its");
    assertThatThrownBy(() -> pins.with(made("filter", 1, "changed"), "here"))
        .hasMessageContaining("raise its ALGORITHM_VERSION");
  }

  @Test
  void aRaisedVersionAndANewStepWantAPinOnAnyFamily() {
    GoldenSteps pins = pins();

    assertThatThrownBy(() -> pins.check(made("filter", 2, "known"), "here"))
        .hasMessageContaining("Step filter, version 2, has no pin on here");
    assertThatThrownBy(() -> pins.check(made("sharpen", 1, "known"), "here"))
        .hasMessageContaining("Step sharpen, version 1, has no pin on here");
    pins.check(made("filter", 1, "other"), "there");
    assertThatThrownBy(() -> pins.check(made("filter", 2, "other"), "there"))
        .hasMessageContaining("has no pin on there");
    assertThatThrownBy(() -> pins.check(Map.of(), "here"))
        .hasMessageContaining("Step filter is pinned but was not run");
    pins.with(made("filter", 2, "new"), "here").check(made("filter", 2, "new"), "here");
  }

  private static GoldenSteps pins() {
    return new GoldenSteps(new TreeMap<>()).with(made("filter", 1, "known"), "here");
  }

  private static Map<String, GoldenSteps.Made> made(String step, int version, String digest) {
    return Map.of(step, new GoldenSteps.Made(version, digest));
  }
}
