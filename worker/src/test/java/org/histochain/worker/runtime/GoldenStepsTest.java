package org.histochain.worker.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.network.NumericFamily;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.Tensor;
import org.histochain.activities.service.StepServices;
import org.histochain.workflows.contract.DatasetRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pins what every step's algorithm version makes of two tiny chains whose steps get inputs that no
 * engine made. After a version was raised: {@code ./mvnw -pl worker -am test -Dtest=GoldenStepsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=$PWD/worker/src/test/resources}.
 */
class GoldenStepsTest {
  @TempDir Path folder;

  @Test
  void everyStepMakesWhatItsVersionMade() throws Exception {
    TinyChain tiny = new TinyChain(folder);
    DatasetRef dataset = tiny.dataset();
    StepServices steps = DrawnResults.around(tiny.services(), tiny.artifacts());
    tiny.run("plain", TinyChain.spec(dataset, tiny.list(dataset), "0.8"), steps);
    tiny.run("every-option", TinyChain.everyOption(dataset, tiny.list(dataset)), steps);
    Map<String, GoldenSteps.Made> made = GoldenSteps.made(tiny.artifacts().store());
    SortedMap<String, Tensor> tensors = GoldenTensors.made(tiny.artifacts(), "plain");

    String write = System.getProperty("golden.write", "");
    if (write.isEmpty()) {
      GoldenTensors.requireClose(tensors, GoldenTensors.read());
      GoldenSteps.read().check(made, NumericFamily.current());
    } else {
      GoldenSteps pins = GoldenSteps.read().with(made, NumericFamily.current());
      Files.writeString(Path.of(write).resolve(GoldenSteps.FILE), pins.json());
      Files.write(Path.of(write).resolve(GoldenTensors.FILE), SafetensorsFile.write(tensors));
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
    assertThatThrownBy(() -> pins.check(Map.of(), "here"))
        .hasMessageContaining("Step filter is pinned but was not run");
    pins.with(made("filter", 2, "new"), "here").check(made("filter", 2, "new"), "here");
  }

  @Test
  void onlyAStepThatUsesTheEngineMayDifferOnAFamilyThatIsNotListed() {
    GoldenSteps pins = new GoldenSteps(new TreeMap<>()).with(made("pretrain", 1, "known"), "here");

    pins.check(made("pretrain", 1, "other"), "there");
    assertThatThrownBy(() -> pins.check(made("pretrain", 1, "other"), "here"))
        .hasMessageContaining("raise its");
    assertThatThrownBy(() -> pins.check(made("pretrain", 2, "other"), "there"))
        .hasMessageContaining("Step pretrain, version 2, has no pin on there");
    assertThatThrownBy(() -> pins().check(made("filter", 1, "other"), "there"))
        .hasMessageContaining("Step filter, version 1, on there made other, not known");
  }

  private static GoldenSteps pins() {
    return new GoldenSteps(new TreeMap<>()).with(made("filter", 1, "known"), "here");
  }

  private static Map<String, GoldenSteps.Made> made(String step, int version, String digest) {
    return Map.of(step, new GoldenSteps.Made(version, digest));
  }
}
