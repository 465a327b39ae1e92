package org.histochain.activities.report;

import java.util.List;
import org.histochain.workflows.contract.Scores;

/** The hard classes: those whose F1 by the teacher is below the teacher's macro-F1. */
final class HardClasses {
  private HardClasses() {}

  /** Returns their names in class order, by test, or by validation where test holds no patch. */
  static List<String> of(Summary summary) {
    Summary.Stage teacher = summary.stages().getFirst();
    Scores test = teacher.test();
    Scores shown = test == null ? teacher.validation() : test;
    return summary.classes().stream()
        .filter(name -> shown.perClassF1().getOrDefault(name, 1.0) < shown.macroF1())
        .toList();
  }
}
