package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network is built for and fed with: the part of a request that training, pseudo-labelling
 * and evaluation share.
 *
 * @param dataset where the patches are
 * @param classes class names, in the order of the network's outputs
 * @param network the network, stem decided
 * @param normalisation channel statistics
 * @param threads threads of the numeric library
 * @param stain stain normalisation of every patch, {@code macenko}; null: none
 */
public record ModelInput(
    DatasetRef dataset,
    List<String> classes,
    NetworkSpec network,
    Normalisation normalisation,
    int threads,
    @Nullable String stain) {
  public ModelInput {
    requireNonNull(dataset, "dataset is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(network, "network is null");
    requireNonNull(normalisation, "normalisation is null");
  }

  /** Input without stain normalisation. */
  public ModelInput(
      DatasetRef dataset,
      List<String> classes,
      NetworkSpec network,
      Normalisation normalisation,
      int threads) {
    this(dataset, classes, network, normalisation, threads, null);
  }

  /** What a prepared chain's networks are built for and fed with. */
  public static ModelInput of(ChainSpec spec, Prepared prepared) {
    return new ModelInput(
        spec.dataset(),
        prepared.classes(),
        prepared.network(),
        prepared.normalisation(),
        spec.threads(),
        spec.stain());
  }
}
