package org.histochain.activities.training;

import org.histochain.activities.network.NetworkState;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the training loop made.
 *
 * @param state the last weights
 * @param loss mean loss of the last epoch
 * @param updates optimizer updates made
 * @param images patches seen, repeats counted
 * @param seconds time the loop took
 * @param confident share of the last epoch's patches of the pool that had a label; null: none were
 *     asked for
 */
record TrainingResult(
    NetworkState state,
    double loss,
    long updates,
    long images,
    double seconds,
    @Nullable Double confident) {}
