package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Splits;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.SplitSpec;

/**
 * Sizes of a chain's sets before they are drawn, as the settings ask for them.
 *
 * @param labelled patches in the labelled set
 * @param pool patches in the unlabelled pool
 * @param validation patches in validation
 * @param test patches in test
 */
record PoolSizes(long labelled, long pool, long validation, long test) {
  /** A list of labels is not read for a forecast; a patch id has some so many letters. */
  private static final long BYTES_OF_A_LINE = 30;

  static PoolSizes of(ChainSpec spec, DatasetManifest dataset) {
    SplitSpec split = spec.split();
    long declaredTest = declared(dataset, Splits.TEST);
    long declaredValidation = split.folds() == null ? declared(dataset, Splits.VALIDATION) : 0;
    long open = dataset.patches() - declaredTest - declaredValidation;
    long takenForTest = declaredTest > 0 ? 0 : Math.round(open * split.test());
    long takenForValidation = declaredValidation > 0 ? 0 : Math.round(open * split.validation());
    long train = open - takenForTest - takenForValidation;
    long labelled = Math.min(train, labelled(spec.labels(), train, dataset.classes().size()));
    long validation = declaredValidation + takenForValidation;
    return new PoolSizes(
        labelled,
        train - labelled,
        split.validationLabels() == null
            ? validation
            : Math.min(validation, split.validationLabels()),
        declaredTest + takenForTest);
  }

  private static long declared(DatasetManifest dataset, String split) {
    return dataset.counts().getOrDefault(split, List.of()).stream()
        .mapToLong(Integer::longValue)
        .sum();
  }

  private static long labelled(LabelSpec labels, long train, int classes) {
    if (labels.perClass() != null) {
      return (long) labels.perClass() * classes;
    }
    if (labels.list() != null) {
      return labels.list().size() / BYTES_OF_A_LINE;
    }
    String fraction = requireNonNull(labels.fraction(), "fraction is null");
    return fraction.equals("all")
        ? train
        : Math.max(classes, Math.round(new BigDecimal(fraction).doubleValue() * train));
  }
}
