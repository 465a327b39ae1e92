package org.histochain.workflows.experiment;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How far an experiment is.
 *
 * @param round the round in course, from 0
 * @param rounds rounds in all; 0 before that is known
 * @param done chains of the round in course that have ended
 * @param runs chains of the round in course; 0 before that is known
 * @param failed chains that failed, in all rounds
 * @param running ids of the chains in course
 */
public record ExperimentProgress(
    int round, int rounds, int done, int runs, int failed, List<String> running) {
  public ExperimentProgress {
    running = List.copyOf(requireNonNull(running, "running is null"));
  }
}
