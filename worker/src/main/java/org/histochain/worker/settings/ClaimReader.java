package org.histochain.worker.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import org.histochain.activities.experiment.Claim;
import org.histochain.activities.experiment.ClaimRule;
import org.histochain.activities.experiment.Operand;
import org.jspecify.annotations.Nullable;

/** Reads the claims that an experiment is to decide, each with its rule and margin. */
final class ClaimReader {
  private static final Keys KEYS = Keys.of("says", "of", "against", "rule", "margin", "classes");
  private static final String EXAMPLE =
      "{says: \"…\", of: chain@0.01, against: full, rule: within, margin: 2}";
  private static final int LARGEST_MARGIN = 100;

  private final Section section;
  private final Findings findings;
  private final SequencedMap<String, ChainFile> arms;
  private final SortedMap<String, List<String>> references;
  private final List<String> ownLabels;
  private final List<String> fractions;

  /**
   * @param ownLabels arms that have no fraction of the experiment's
   */
  ClaimReader(
      Section root,
      Findings findings,
      SequencedMap<String, ChainFile> arms,
      SortedMap<String, List<String>> references,
      List<String> ownLabels,
      List<String> fractions) {
    this.section = root.chosen("claims", "{C1: " + EXAMPLE + "}");
    this.findings = findings;
    this.arms = arms;
    this.references = references;
    this.ownLabels = ownLabels;
    this.fractions = fractions;
  }

  List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (String id : section.names()) {
      claim(id).ifPresent(claims::add);
    }
    return claims;
  }

  private Optional<Claim> claim(String id) {
    Section claim = section.section(id, KEYS, EXAMPLE);
    Operand of = operand(claim, "of").orElse(null);
    ClaimRule rule = rule(claim).orElse(null);
    Operand against = claim.has("against") ? operand(claim, "against").orElse(null) : null;
    if (of == null || rule == null) {
      return Optional.empty();
    }
    if (rule.comparing() != claim.has("against")) {
      findings.report(
          claim.dotted("rule"),
          "%s is %s, which %s: %s it"
              .formatted(
                  claim.dotted("rule"),
                  rule,
                  rule.comparing()
                      ? "needs " + claim.dotted("against")
                      : "compares with nothing else",
                  rule.comparing()
                      ? "set"
                      : "leave " + claim.dotted("against") + " out, or change"));
    }
    return Optional.of(
        new Claim(
            id,
            claim.text("says").orElse(id),
            rule,
            margin(claim, rule),
            of,
            against,
            claim.texts("classes").orElse(null)));
  }

  private Optional<ClaimRule> rule(Section claim) {
    String text = claim.text("rule").orElse("");
    Optional<ClaimRule> rule =
        Arrays.stream(ClaimRule.values()).filter(one -> one.name().equals(text)).findFirst();
    if (rule.isEmpty()) {
      findings.report(
          claim.dotted("rule"),
          "%s is %s: write one of %s"
              .formatted(
                  claim.dotted("rule"),
                  text.isEmpty() ? "not set" : text,
                  Arrays.toString(ClaimRule.values())));
    }
    return rule;
  }

  private double margin(Section claim, ClaimRule rule) {
    double margin = claim.decimal("margin").orElse(0.0);
    boolean enough = rule == ClaimRule.within ? margin > 0 : margin >= 0;
    if (!enough || margin >= LARGEST_MARGIN) {
      findings.report(
          claim.dotted("margin"),
          "%s is %s: write points %s 0, below %d"
              .formatted(
                  claim.dotted("margin"),
                  margin,
                  rule == ClaimRule.within ? "above" : "from",
                  LARGEST_MARGIN));
    }
    return margin;
  }

  private Optional<Operand> operand(Section claim, String key) {
    String text = claim.text(key).orElse(null);
    if (text == null) {
      findings.report(
          claim.dotted(key), claim.dotted(key) + " is not set: write such as " + EXAMPLE);
      return Optional.empty();
    }
    try {
      Operand operand = Operand.parse(text);
      String problem = problem(operand);
      if (problem != null) {
        findings.report(
            claim.dotted(key), "%s is %s: %s".formatted(claim.dotted(key), text, problem));
      }
      return Optional.of(operand);
    } catch (IllegalArgumentException unreadable) {
      findings.report(claim.dotted(key), claim.dotted(key) + " is " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private @Nullable String problem(Operand operand) {
    List<String> members = references.getOrDefault(operand.arm(), List.of(operand.arm()));
    for (String arm : members) {
      if (!arms.containsKey(arm)) {
        return ExperimentFileReader.unknownArm(arm, arms);
      }
      boolean atFractions = !fractions.isEmpty() && !ownLabels.contains(arm);
      if (!atFractions && operand.fraction() != null) {
        return "arm %s has labels of its own: leave @%s out".formatted(arm, operand.fraction());
      }
      if (atFractions && !fractions.contains(String.valueOf(operand.fraction()))) {
        return "write %s@ and one of %s".formatted(operand.arm(), fractions);
      }
    }
    return null;
  }
}
