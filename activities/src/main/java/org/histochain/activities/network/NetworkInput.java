package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.workflows.contract.ModelInput;
import org.histochain.workflows.contract.NetworkSpec;
import org.histochain.workflows.contract.Normalisation;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link ModelInput} that decides what a network computes: not where the patches are,
 * whose digests are in the tables that a step reads.
 *
 * @param classes class names, in the order of the outputs
 * @param network the network, stem decided
 * @param normalisation channel statistics
 * @param threads threads of the numeric library
 * @param stain stain normalisation of every patch; null: none
 */
public record NetworkInput(
    List<String> classes,
    NetworkSpec network,
    Normalisation normalisation,
    int threads,
    @Nullable String stain) {
  public NetworkInput {
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(network, "network is null");
    requireNonNull(normalisation, "normalisation is null");
  }

  /** Takes the part out of {@code input}. */
  public static NetworkInput of(ModelInput input) {
    return new NetworkInput(
        input.classes(), input.network(), input.normalisation(), input.threads(), input.stain());
  }

  /** Returns the network's arrays and layers. */
  public Architecture architecture() {
    return new Architecture(network, classes.size());
  }
}
