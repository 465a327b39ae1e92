package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.histochain.activities.baseline.ColourShare;
import org.histochain.workflows.contract.Scores;

/**
 * {@code audit.json}: what the best model of a chain rests on. Every key is always there.
 *
 * @param schema version of this form, 1
 * @param chain id of the chain
 * @param dataset name of the data set
 * @param classes class names, in the order of their indices
 * @param iteration the best stage's; 0 if the teacher won
 * @param modelSha256 digest of its canonical safetensors
 * @param patches patches in test
 * @param groups groups in test
 * @param network its scores on test, unperturbed
 * @param chance balanced accuracy of guessing: 1 / classes
 * @param colour models that see colours alone
 * @param colourWarning whether one of them has more than half of what the network has above chance,
 *     or the network has nothing: then the score says little about tissue
 * @param perturbations scores on perturbed test patches
 * @param testSeen how often test has been seen by reports and audits of this chain and of the one
 *     it was forked from, this audit included
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "schema",
  "chain",
  "dataset",
  "classes",
  "iteration",
  "modelSha256",
  "patches",
  "groups",
  "network",
  "chance",
  "colour",
  "colourWarning",
  "perturbations",
  "testSeen"
})
public record AuditResult(
    int schema,
    String chain,
    String dataset,
    List<String> classes,
    int iteration,
    String modelSha256,
    int patches,
    int groups,
    Scores network,
    double chance,
    List<ColourAlone> colour,
    boolean colourWarning,
    List<Perturbed> perturbations,
    int testSeen) {
  /** Version of this form. */
  public static final int SCHEMA = 1;

  public AuditResult {
    requireNonNull(chain, "chain is null");
    requireNonNull(dataset, "dataset is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(modelSha256, "modelSha256 is null");
    requireNonNull(network, "network is null");
    colour = List.copyOf(requireNonNull(colour, "colour is null"));
    perturbations = List.copyOf(requireNonNull(perturbations, "perturbations is null"));
  }

  static boolean warns(List<ColourAlone> colour) {
    return colour.stream().anyMatch(one -> ColourShare.warns(one.share()));
  }
}
