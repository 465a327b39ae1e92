package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a network is built for and fed with: the part of a request that training, pseudo-labelling
 * and evaluation share.
 *
 * @param dataset where the patches are
 * @param classes class names, in the order of the network's outputs
 * @param network the network, stem decided
 * @param normalisation channel statistics
 * @param threads threads of the numeric library
 */
public record ModelInput(
    DatasetRef dataset,
    List<String> classes,
    NetworkSpec network,
    Normalisation normalisation,
    int threads) {
  public ModelInput {
    requireNonNull(dataset, "dataset is null");
    classes = List.copyOf(requireNonNull(classes, "classes is null"));
    requireNonNull(network, "network is null");
    requireNonNull(normalisation, "normalisation is null");
  }
}
