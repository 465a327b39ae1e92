package org.histochain.activities.filtering;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.ScoreBlock;
import org.histochain.workflows.contract.FailureTypes;

/** Holds that what a teacher gave are probabilities. */
final class RowCheck {
  private RowCheck() {}

  /**
   * Passes a block whose probabilities are in [0, 1].
   *
   * @throws StepFailure {@code Diverged} otherwise, naming the first patch and class
   */
  static void require(ScoreBlock block, List<String> classes) throws IOException {
    boolean sound = true;
    for (int c = 0; c < block.classes(); c++) {
      float[] column = block.column(c);
      for (int row = 0; row < block.rows(); row++) {
        sound &= column[row] >= 0 && column[row] <= 1;
      }
    }
    if (!sound) {
      throw diverged(block, classes);
    }
  }

  private static StepFailure diverged(ScoreBlock block, List<String> classes) throws IOException {
    for (int row = 0; row < block.rows(); row++) {
      for (int c = 0; c < block.classes(); c++) {
        float probability = block.column(c)[row];
        if (!(probability >= 0 && probability <= 1)) {
          return new StepFailure(
              FailureTypes.DIVERGED,
              "patch %s has probability %s of class %s; the teacher's output is no softmax: lower its learning rate"
                  .formatted(block.id(row), probability, classes.get(c)));
        }
      }
    }
    throw new IllegalArgumentException("all probabilities of the block are in [0, 1]");
  }
}
