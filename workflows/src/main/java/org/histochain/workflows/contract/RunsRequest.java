package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * Asks for some runs of a family.
 *
 * @param round the round
 * @param family index of the family in its round, from 0
 * @param from index of the first run asked for in its family, from 0
 */
public record RunsRequest(RoundRequest round, int family, int from) {
  public RunsRequest {
    requireNonNull(round, "round is null");
  }
}
