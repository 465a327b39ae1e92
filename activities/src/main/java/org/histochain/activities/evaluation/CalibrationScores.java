package org.histochain.activities.evaluation;

/**
 * How far a model's probabilities can be trusted on one set; the less, the better.
 *
 * @param ece expected calibration error, 15 equal-width bins of confidence, in [0, 1]
 * @param nll negative log likelihood, mean of -ln p of the true class, from 0
 * @param brier mean over patches of the sum over classes of (p - truth)^2, in [0, 2] (Brier:
 *     "Verification of forecasts expressed in terms of probability", 1950)
 */
public record CalibrationScores(double ece, double nll, double brier) {}
