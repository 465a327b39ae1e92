package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.histochain.activities.audit.AuditResult;
import org.histochain.activities.audit.AuditWords;
import org.histochain.activities.audit.ColourAlone;
import org.histochain.activities.audit.Perturbation;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.baseline.ColourShare;
import org.histochain.activities.experiment.ExperimentPage.Cell;
import org.histochain.activities.experiment.ExperimentPage.Part;
import org.histochain.activities.experiment.ExperimentPage.Row;
import org.histochain.activities.experiment.ExperimentPage.Table;
import org.histochain.activities.report.Wording;
import org.histochain.activities.statistics.Interval;
import org.histochain.activities.statistics.Spread;
import org.jspecify.annotations.Nullable;

/** What an experiment's page says of what scores rest on: colour, and pixels as they are. */
final class ShortcutParts {
  private final Results results;
  private final Evidence evidence;

  ShortcutParts(Results results, Evidence evidence) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
  }

  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    if (!results.colours().isEmpty()) {
      parts.add(colours());
    }
    if (results.plan().audits() != null) {
      parts.add(robustness());
    }
    return parts;
  }

  private Part colours() {
    List<Row> rows = new ArrayList<>();
    for (ArmResult colour : results.colours()) {
      ArmResult network = results.best(colour);
      List<AuditResult> audits = audits(colour);
      List<Cell> cells = new ArrayList<>();
      cells.add(Cell.words(colour.name()));
      cells.add(
          Cell.number(Wording.percent(network.mean()), PageParts.interval(network.overRuns())));
      cells.add(Cell.number(Wording.percent(colour.mean()), PageParts.interval(colour.overRuns())));
      cells.add(Cell.number(share(colour.mean(), network.mean())));
      if (!evidence.audits().isEmpty()) {
        Optional<Spread> means = means(audits);
        cells.add(
            means
                .map(
                    of ->
                        Cell.number(Wording.percent(of.mean()), PageParts.interval(of.interval())))
                .orElse(Cell.number(Wording.NONE)));
        cells.add(
            Cell.number(means.map(of -> share(of.mean(), network.mean())).orElse(Wording.NONE)));
      }
      rows.add(new Row(cells));
    }
    List<String> columns =
        new ArrayList<>(List.of("Arm", "Network", "Colour histogram", "Histogram's share"));
    if (!evidence.audits().isEmpty()) {
      columns.addAll(List.of("Channel means", "Means' share"));
    }
    return new Part(
        "shortcuts",
        "What colours alone reach",
        "Models that see which colours a patch has and not where they are, trained on the same labels, beside each arm's best stage. Balanced accuracy on test in %, mean over runs with its 95 % t interval; share is what colours have above chance, in % of what the network has. Above 50 there is a warning at the top."
            + (results.plan().audits() == null
                ? " The experiment file asks for no audit (audit: true), so what recompression, other stain, blur and turns cost is not known."
                : ""),
        new Table(columns, rows),
        List.of(),
        "shortcuts");
  }

  private String share(double colours, double network) {
    Double share = ColourShare.of(colours, network, results.chance());
    return share == null ? Wording.NONE : String.format(Locale.ROOT, "%.0f", 100 * share);
  }

  private List<AuditResult> audits(ArmResult arm) {
    return results.runs().stream()
        .filter(run -> run.isOf(arm))
        .map(run -> evidence.audits().get(run.chain()))
        .filter(Objects::nonNull)
        .toList();
  }

  private static Optional<Spread> means(List<AuditResult> audits) {
    double[] means =
        audits.stream()
            .flatMap(audit -> audit.colour().stream())
            .filter(one -> one.features() == ColourFeatures.means)
            .mapToDouble(ColourAlone::balancedAccuracy)
            .toArray();
    return means.length == 0 ? Optional.empty() : Optional.of(Spread.of(means));
  }

  private Part robustness() {
    SequencedMap<Perturbation, List<ArmRobustness>> rows = new LinkedHashMap<>();
    List<String> arms = new ArrayList<>();
    for (ArmRobustness one : evidence.robustness()) {
      rows.computeIfAbsent(one.change(), _ -> new ArrayList<>()).add(one);
      String name = PageParts.name(one.arm(), one.fraction());
      if (!arms.contains(name)) {
        arms.add(name);
      }
    }
    List<Row> table = new ArrayList<>();
    if (!rows.isEmpty()) {
      table.add(unchanged(arms));
    }
    rows.forEach((change, of) -> table.add(row(change, of)));
    List<String> columns = new ArrayList<>(List.of("Change"));
    columns.addAll(arms);
    return new Part(
        "robustness",
        "What changes of the patches cost",
        note(),
        table.isEmpty() ? null : new Table(columns, table),
        List.of(),
        "robustness");
  }

  private Row unchanged(List<String> arms) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.words("Unchanged, %")));
    for (ArmRuns arm : evidence.arms()) {
      if (arms.contains(arm.name())) {
        Spread clean =
            Spread.of(
                arm.runs().stream()
                    .map(run -> evidence.audits().get(run.chain()))
                    .filter(Objects::nonNull)
                    .mapToDouble(audit -> audit.network().balancedAccuracy())
                    .toArray());
        cells.add(Cell.number(Wording.percent(clean.mean()), PageParts.interval(clean.interval())));
      }
    }
    return new Row(cells);
  }

  private static Row row(Perturbation change, List<ArmRobustness> arms) {
    List<Cell> cells = new ArrayList<>();
    cells.add(Cell.words(AuditWords.name(change.kind(), change.strength())));
    for (ArmRobustness one : arms) {
      cells.add(Cell.number(AuditWords.points(one.difference().mean()), points(one.interval())));
    }
    return new Row(cells);
  }

  private static String points(@Nullable Interval interval) {
    return interval == null
        ? ""
        : AuditWords.points(interval.low()) + " to " + AuditWords.points(interval.high());
  }

  private String note() {
    List<String> asked = requireNonNull(results.plan().audits());
    long due =
        results.runs().stream()
            .filter(RunOutcome::isDone)
            .filter(run -> asked.contains(run.run().arm()))
            .count();
    int audited = evidence.audits().size();
    int most = evidence.audits().values().stream().mapToInt(AuditResult::testSeen).max().orElse(0);
    String looks =
        most <= 2
            ? "Test was opened once for each run's report, after best was fixed, and once more for its audit."
            : "Test was opened for each run's report, after best was fixed, and for its audit; with looks from before, %d times at most."
                .formatted(most);
    return "Points of balanced accuracy that best models gain or lose where every test patch is recompressed, stained otherwise, blurred or turned: mean over runs with its 95 % t interval, of one run its interval over test groups. None of it changes what a patch is, so what is lost rests on something else than tissue. "
        + looks
        + (audited < due ? " %d of %d runs have no audit.".formatted(due - audited, due) : "");
  }
}
