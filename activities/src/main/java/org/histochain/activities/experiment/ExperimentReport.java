package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.histochain.activities.report.DataTable;
import org.histochain.activities.report.StepCosts;
import org.histochain.activities.statistics.Verdict;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.Producer;

/**
 * The report of an experiment: a page that needs nothing else, its tables, {@code results.json}.
 */
final class ExperimentReport {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);
  private static final String RESULTS = "results.json";

  private final Results results;
  private final Evidence evidence;
  private final List<StepCosts.Cost> costs;
  private final Producer producer;

  /** What {@code results.json} holds. */
  private record Written(
      String experiment,
      String version,
      String numericFamily,
      SortedMap<String, String> references,
      List<ClaimResult> claims,
      List<ArmResult> arms,
      List<Map<String, Object>> runs) {}

  /**
   * @param evidence what single chains say beside their scores
   * @param costs what the steps of all chains cost, each counted once
   */
  ExperimentReport(
      Results results, Evidence evidence, List<StepCosts.Cost> costs, Producer producer) {
    this.results = requireNonNull(results, "results is null");
    this.evidence = requireNonNull(evidence, "evidence is null");
    this.costs = List.copyOf(costs);
    this.producer = requireNonNull(producer, "producer is null");
  }

  /** Writes everything, and returns {@code results.json}. */
  byte[] write(ExperimentFolder folder) throws IOException {
    ResultTables tables = new ResultTables(results, evidence, costs);
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (DataTable table : tables.all()) {
      files.put("data/" + table.name() + ".csv", table.csv());
      files.put("data/" + table.name() + ".json", table.json());
    }
    byte[] json = json(tables);
    files.put(RESULTS, json);
    files.put("index.html", html().getBytes(StandardCharsets.UTF_8));
    folder.writeReport(files);
    return json;
  }

  private byte[] json(ResultTables tables) throws IOException {
    return Json.mapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsBytes(
            new Written(
                results.experiment(),
                producer.version(),
                producer.numericFamily(),
                results.references(),
                results.claims(),
                results.arms(),
                tables.runs().objects()));
  }

  private String html() {
    StringOutput output = new StringOutput(1 << 16);
    TEMPLATES.render("experiment.jte", page(), output);
    return output.toString();
  }

  private ExperimentPage page() {
    PageParts parts = new PageParts(results, evidence, costs, producer);
    String dataset = results.plan().runs().getFirst().spec().dataset().name();
    return new ExperimentPage(
        results.experiment(),
        dataset,
        results.synthetic(),
        verdict(),
        warnings(),
        parts.all(),
        results.plan().source());
  }

  private String verdict() {
    if (results.claims().isEmpty()) {
      return "No claims were written down beforehand, so nothing is decided: the scores below are what they are.";
    }
    return "Of %d claims, these data support %s, contradict %s and leave %s undecided."
        .formatted(
            results.claims().size(),
            named(Verdict.supported),
            named(Verdict.contradicted),
            named(Verdict.undecided));
  }

  private String named(Verdict verdict) {
    List<String> ids =
        results.claims().stream()
            .filter(claim -> claim.verdict() == verdict)
            .map(claim -> claim.claim().id())
            .toList();
    return ids.isEmpty() ? "none" : ids.stream().collect(Collectors.joining(", "));
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    long failed = results.runs().stream().filter(run -> !run.isDone()).count();
    if (failed > 0) {
      warnings.add(
          "%d of %d runs have no result: what stands below is of the others."
              .formatted(failed, results.runs().size()));
    }
    new PseudoLabelParts(results, evidence).warning().ifPresent(warnings::add);
    results.colourWarning().ifPresent(warnings::add);
    return warnings;
  }
}
