package org.histochain.activities.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.histochain.activities.evaluation.EvaluationDetails;
import org.histochain.workflows.contract.StageName;
import org.histochain.workflows.contract.StageRecord;

/**
 * Compares the classes of what the filter kept with those of validation (of the labelled set, where
 * validation is within it). Pseudo-labels are to be distributed as labels are: the measure that
 * distribution alignment takes (Berthelot and others: "ReMixMatch", ICLR 2020, arXiv 1911.09785).
 * Of n kept patches a class of the share q of validation is expected to have q n. It vanishes with
 * none, or less than a tenth of that.
 *
 * <p>They collapse where one class leaves the others together less than a tenth of what is expected
 * of them, or where exp(H), H being the entropy of the kept pseudo-labels in nats, is less than
 * half of that of validation: the number of equally large classes that have this entropy (Hill:
 * "Diversity and evenness", 1973). A network that learns from its own predictions tends to both,
 * and to being surer of what is wrong (Arazo and others: "Pseudo-labeling and confirmation bias",
 * IJCNN 2020, arXiv 1908.02983). The tenth and the half are ours.
 */
final class Alarms {
  private static final long LEAST_OF_EXPECTED = 10;
  private static final double LEAST_OF_BREADTH = 0.5;
  private static final int MOST_NAMED = 3;

  private final List<String> classes;
  private final long[] held;
  private final long validated;

  /**
   * @param validation details of any model's scores on validation
   */
  Alarms(EvaluationDetails validation) {
    this.classes = validation.classes();
    this.held =
        validation.confusion().stream()
            .mapToLong(row -> row.stream().mapToLong(count -> count).sum())
            .toArray();
    this.validated = LongStream.of(held).sum();
  }

  private double expected(int classIndex) {
    return (double) held[classIndex] / validated;
  }

  /** Whether {@code kept} of {@code all} are less than a tenth of {@code held} of validation. */
  private boolean isTooFew(long kept, int all, long held) {
    return LEAST_OF_EXPECTED * kept * validated < held * all;
  }

  /** Returns those of a chain in course, of which it is known how many patches each class chose. */
  List<Alarm> ofStages(List<StageRecord> stages) {
    List<Alarm> alarms = new ArrayList<>();
    for (StageRecord stage : stages) {
      List<Integer> chosen = stage.selectedPerClass();
      if (stage.stage() == StageName.pretrained && chosen != null) {
        alarms.addAll(
            ofKept(stage.iteration(), chosen.stream().mapToInt(count -> count).toArray()));
      }
    }
    return alarms;
  }

  /** Returns those of a chain whose pseudo-labels are read. */
  List<Alarm> ofSelections(List<Selection> selections) {
    List<Alarm> alarms = new ArrayList<>();
    for (Selection selection : selections) {
      alarms.addAll(ofKept(selection.iteration(), selection.confidence().perClass()));
      alarms.addAll(confirmation(selections.getFirst(), selection));
    }
    return alarms;
  }

  private List<Alarm> ofKept(int iteration, int[] kept) {
    int all = IntStream.of(kept).sum();
    if (all == 0) {
      return List.of();
    }
    List<Alarm> alarms = new ArrayList<>();
    List<Integer> vanished =
        IntStream.range(0, kept.length)
            .filter(c -> kept[c] == 0 || isTooFew(kept[c], all, held[c]))
            .boxed()
            .toList();
    if (!vanished.isEmpty()) {
      alarms.add(
          new Alarm(
              Alarm.Kind.vanishingClass,
              iteration,
              vanished.stream().map(classes::get).toList(),
              "Iteration %d: the filter kept hardly a patch, or none, of %s."
                  .formatted(iteration, named(vanished, kept, all))));
    }
    alarms.addAll(collapse(iteration, kept, all));
    return alarms;
  }

  private String named(List<Integer> vanished, int[] kept, int all) {
    List<String> names = new ArrayList<>();
    for (int c : vanished.subList(0, Math.min(MOST_NAMED, vanished.size()))) {
      names.add(
          "%s (%s of %s, where validation has %s\u00a0%%)"
              .formatted(
                  classes.get(c),
                  Wording.count(kept[c]),
                  Wording.count(all),
                  Wording.percent(expected(c))));
    }
    int more = vanished.size() - names.size();
    return String.join(", ", names)
        + (more == 0 ? "" : " and %d more %s".formatted(more, more == 1 ? "class" : "classes"));
  }

  private List<Alarm> collapse(int iteration, int[] kept, int all) {
    for (int c = 0; c < kept.length; c++) {
      if (isTooFew(all - kept[c], all, validated - held[c])) {
        return List.of(
            new Alarm(
                Alarm.Kind.collapse,
                iteration,
                List.of(classes.get(c)),
                "Iteration %d: the pseudo-labels collapse: %s\u00a0%% of the %s kept are %s, of validation %s\u00a0%%."
                    .formatted(
                        iteration,
                        Wording.percent((double) kept[c] / all),
                        Wording.count(all),
                        classes.get(c),
                        Wording.percent(expected(c)))));
      }
    }
    double breadth = breadth(IntStream.of(kept).mapToDouble(n -> (double) n / all).toArray());
    double usual = breadth(IntStream.range(0, kept.length).mapToDouble(this::expected).toArray());
    return breadth >= LEAST_OF_BREADTH * usual
        ? List.of()
        : List.of(
            new Alarm(
                Alarm.Kind.collapse,
                iteration,
                List.of(),
                String.format(
                    Locale.ROOT,
                    "Iteration %d: the pseudo-labels collapse: the %s kept are as varied as %.1f equal classes, validation as %.1f.",
                    iteration,
                    Wording.count(all),
                    breadth,
                    usual)));
  }

  /** Returns exp of the entropy of shares that add up to 1. */
  private static double breadth(double[] shares) {
    double entropy = 0;
    for (double share : shares) {
      entropy -= share > 0 ? share * Math.log(share) : 0;
    }
    return Math.exp(entropy);
  }

  /** Surer than in the first iteration, and less often right by intervals that do not touch. */
  private static List<Alarm> confirmation(Selection first, Selection later) {
    Precision before = first.confidence().precision();
    Precision after = later.confidence().precision();
    Double low = before.low();
    Double high = after.high();
    Double sure = first.confidence().meanConfidence();
    Double surer = later.confidence().meanConfidence();
    if (low == null || high == null || sure == null || surer == null) {
      return List.of();
    }
    return high >= low || surer <= sure
        ? List.of()
        : List.of(
            new Alarm(
                Alarm.Kind.confirmation,
                later.iteration(),
                List.of(),
                "Iteration %d: the teacher is surer of what was kept than in iteration %d (mean confidence %s\u00a0%% after %s\u00a0%%) and less often right (%s\u00a0%% after %s\u00a0%%)."
                    .formatted(
                        later.iteration(),
                        first.iteration(),
                        Wording.percent(surer),
                        Wording.percent(sure),
                        Wording.percent(after.value()),
                        Wording.percent(before.value()))));
  }
}
