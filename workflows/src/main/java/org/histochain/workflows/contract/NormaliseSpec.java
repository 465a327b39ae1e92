package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which channel statistics the network's input is normalised by.
 *
 * @param mode {@code pool} (measured over labelled + pool), {@code imagenet} or {@code given}
 * @param given the statistics of mode {@code given}, else null
 */
public record NormaliseSpec(String mode, @Nullable Normalisation given) {
  public NormaliseSpec {
    requireNonNull(mode, "mode is null");
  }
}
