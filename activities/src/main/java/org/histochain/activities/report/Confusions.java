package org.histochain.activities.report;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.evaluation.EvaluationDetails;

/** Confusion matrices as the page shows them: counts, shaded by their share of the true class. */
final class Confusions {
  private Confusions() {}

  static List<PageModel.Confusion> of(ShownDetails details) {
    return List.of(matrix("Teacher", details.teacher()), matrix("Best model", details.best()));
  }

  private static PageModel.Confusion matrix(String title, EvaluationDetails details) {
    List<PageModel.ConfusionRow> rows = new ArrayList<>();
    for (int truth = 0; truth < details.classes().size(); truth++) {
      List<Integer> counts = details.confusion().get(truth);
      long held = counts.stream().mapToLong(Integer::intValue).sum();
      List<PageModel.Share> cells = new ArrayList<>();
      for (int predicted = 0; predicted < counts.size(); predicted++) {
        int count = counts.get(predicted);
        int percent = held == 0 ? 0 : (int) Math.round(100.0 * count / held);
        cells.add(new PageModel.Share(Wording.count(count), percent, truth == predicted));
      }
      rows.add(new PageModel.ConfusionRow(details.classes().get(truth), cells));
    }
    return new PageModel.Confusion(title, details.classes(), rows);
  }
}
