package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.histochain.workflows.contract.StepProgress;
import org.junit.jupiter.api.Test;

final class PlainProgressTest {
  @Test
  void aStepIsNamedOnceAndNotAtEveryLook() {
    List<String> lines = new ArrayList<>();
    PlainProgress progress = new PlainProgress(lines::add);
    progress.step("prepare", null);
    for (int done = 0; done < 100; done++) {
      progress.step("teacher", new StepProgress("teacher", done, 100, 1, 10, 1, 500, 9));
    }
    progress.line("a stage");
    assertThat(lines)
        .containsExactly(
            "prepare", "teacher, epoch 1 of 10, 0 %, 500 images/s, 9 s left", "a stage");
  }
}
