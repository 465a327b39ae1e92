package org.histochain.activities.training;

import org.histochain.workflows.contract.AugmentSpec;
import org.histochain.workflows.contract.Normalisation;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * The settings of one run of the training loop.
 *
 * @param purpose names the random draws apart
 * @param seed seed of every draw
 * @param training how long, how fast
 * @param augment augmentation
 * @param normalisation channel statistics
 */
record TrainingPlan(
    String purpose,
    long seed,
    TrainingSpec training,
    AugmentSpec augment,
    Normalisation normalisation) {}
