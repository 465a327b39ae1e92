package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.histochain.activities.report.PseudoLabels.Verdict;
import org.histochain.workflows.contract.StageName;
import org.jspecify.annotations.Nullable;

/** What the filter kept, as tables; they have no rows without iterations. */
final class SelectionData {
  static final String SELECTION = "selection";
  static final String CONFIDENCE = "confidence";
  static final String PRECISION = "precision";
  static final String FLIPS = "flips";
  static final String SUREST = "surest";

  private final Summary summary;
  private final Selections selections;

  SelectionData(Summary summary, Selections selections) {
    this.summary = requireNonNull(summary, "summary is null");
    this.selections = requireNonNull(selections, "selections is null");
  }

  List<DataTable> tables() {
    return List.of(selection(), confidence(), precision(), surest(), flips());
  }

  private DataTable selection() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Selection selection : selections.iterations()) {
      Map<String, Integer> chosen = chosen(selection.iteration());
      for (int c = 0; c < summary.classes().size(); c++) {
        String name = summary.classes().get(c);
        List<@Nullable Object> row = new ArrayList<>();
        row.addAll(
            Arrays.asList(
                selection.iteration(),
                name,
                chosen.get(name),
                selection.confidence().count(c),
                selection.kept().count(c, Verdict.right),
                selection.kept().count(c, Verdict.wrong),
                selection.confidence().least(c)));
        Precision kept = selection.confidence().precision(c);
        Precision pool = selection.pool().precision(c);
        row.addAll(Arrays.asList(kept.value(), kept.low(), kept.high()));
        row.addAll(Arrays.asList(selection.pool().count(c), pool.right(), pool.wrong()));
        row.addAll(Arrays.asList(pool.value(), pool.low(), pool.high()));
        rows.add(row);
      }
    }
    return new DataTable(
        SELECTION,
        List.of(
            "iteration",
            "class",
            "chosen",
            "pseudo_labelled",
            "right",
            "wrong",
            "least_confidence",
            "precision",
            "precision_low",
            "precision_high",
            "pool_pseudo_labelled",
            "pool_right",
            "pool_wrong",
            "pool_precision",
            "pool_precision_low",
            "pool_precision_high"),
        rows);
  }

  private Map<String, Integer> chosen(int iteration) {
    for (Summary.Stage stage : summary.stages()) {
      Map<String, Integer> perClass = stage.selectedPerClass();
      if (stage.iteration() == iteration
          && stage.stage() == StageName.pretrained
          && perClass != null) {
        return perClass;
      }
    }
    return Map.of();
  }

  private DataTable confidence() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Selection selection : selections.iterations()) {
      for (int c = 0; c < summary.classes().size(); c++) {
        for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
          rows.add(
              Arrays.asList(
                  selection.iteration(),
                  summary.classes().get(c),
                  ConfidenceHistogram.from(bin),
                  ConfidenceHistogram.from(bin + 1),
                  selection.pool().count(c, bin),
                  selection.confidence().count(c, bin)));
        }
      }
    }
    return new DataTable(
        CONFIDENCE, List.of("iteration", "pseudo_label", "above", "up_to", "pool", "kept"), rows);
  }

  /** Rows where some truth is known. */
  private DataTable precision() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Selection selection : selections.iterations()) {
      for (int c = 0; c < summary.classes().size(); c++) {
        for (int bin = 0; bin < ConfidenceHistogram.BINS; bin++) {
          precisionRow(rows, selection.iteration(), c, bin, "pool", selection.pool());
          precisionRow(rows, selection.iteration(), c, bin, "kept", selection.confidence());
        }
      }
    }
    return new DataTable(
        PRECISION,
        List.of(
            "iteration",
            "pseudo_label",
            "above",
            "up_to",
            "of",
            "right",
            "wrong",
            "precision",
            "precision_low",
            "precision_high"),
        rows);
  }

  private void precisionRow(
      List<List<@Nullable Object>> rows,
      int iteration,
      int label,
      int bin,
      String of,
      ConfidenceHistogram histogram) {
    Precision precision = histogram.precision(label, bin);
    if (precision.known() > 0) {
      rows.add(
          Arrays.asList(
              iteration,
              summary.classes().get(label),
              ConfidenceHistogram.from(bin),
              ConfidenceHistogram.from(bin + 1),
              of,
              precision.right(),
              precision.wrong(),
              precision.value(),
              precision.low(),
              precision.high()));
    }
  }

  /** A few of the most confident patches that were kept, of each class and verdict. */
  private DataTable surest() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Selection selection : selections.iterations()) {
      for (int c = 0; c < summary.classes().size(); c++) {
        for (Verdict verdict : Verdict.values()) {
          for (PseudoLabels.Kept patch : selection.kept().first(c, verdict)) {
            boolean known = verdict != Verdict.unknown;
            rows.add(
                Arrays.asList(
                    selection.iteration(),
                    summary.classes().get(c),
                    patch.id(),
                    (double) patch.confidence(),
                    known ? summary.classes().get(patch.truth()) : null));
          }
        }
      }
    }
    return new DataTable(
        SUREST, List.of("iteration", "pseudo_label", "patch_id", "confidence", "truth"), rows);
  }

  private DataTable flips() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    Flips flips = selections.flips();
    if (flips != null) {
      for (int before = 0; before < summary.classes().size(); before++) {
        for (int after = 0; after < summary.classes().size(); after++) {
          if (flips.count(before, after) > 0) {
            rows.add(
                Arrays.asList(
                    flips.first(),
                    flips.last(),
                    summary.classes().get(before),
                    summary.classes().get(after),
                    flips.count(before, after),
                    flips.spoiled(before, after),
                    flips.mended(before, after)));
          }
        }
      }
    }
    return new DataTable(
        FLIPS,
        List.of(
            "first_iteration",
            "last_iteration",
            "before",
            "after",
            "patches",
            "right_before",
            "right_after"),
        rows);
  }
}
