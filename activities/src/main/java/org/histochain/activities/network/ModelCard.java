package org.histochain.activities.network;

import java.util.SortedMap;
import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * What a model is and where it comes from, as JSON beside its weights. No times and no host: it
 * follows from the step.
 *
 * @param schema 1
 * @param modelSha256 digest of the canonical safetensors
 * @param step step that made it: {@code trainTeacher}, {@code pretrain} or {@code finetune}
 * @param purpose names its random draws
 * @param input network, classes, normalisation, threads
 * @param side side of the square patches, in pixels
 * @param training settings of the step
 * @param augment augmentation
 * @param seed the chain's seed
 * @param inputs digests of what it was trained from: {@code table}, {@code pool}, {@code initial},
 *     {@code init}
 * @param updates optimizer updates of the step
 * @param numericFamily machines that compute the same bits
 * @param device what it was trained on
 */
public record ModelCard(
    int schema,
    String modelSha256,
    String step,
    String purpose,
    NetworkInput input,
    int side,
    TrainingSpec training,
    AugmentSpec augment,
    long seed,
    SortedMap<String, String> inputs,
    long updates,
    String numericFamily,
    String device) {
  /** The version of this record that this code writes. */
  public static final int SCHEMA = 1;
}
