package org.histochain.activities.evaluation;

/**
 * Predictions of like confidence: the half-open interval ({@code from}, {@code to}].
 *
 * @param from lower end of confidence, excluded (the first bin holds 0 too)
 * @param to upper end of confidence, included
 * @param count predictions in the bin
 * @param confidence their mean confidence; 0 where there are none
 * @param accuracy fraction of them that is right; 0 where there are none
 */
public record ReliabilityBin(
    double from, double to, int count, double confidence, double accuracy) {}
