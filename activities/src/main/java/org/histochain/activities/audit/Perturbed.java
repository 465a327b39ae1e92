package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.histochain.activities.audit.Perturbation.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Scores on perturbed test patches. Differences are to the same patches unperturbed, intervals of
 * them 95 % ones over groups, paired: lower and upper end, null for a test set of one group.
 *
 * @param kind what was done to every patch
 * @param strength how much of it, in the kind's unit
 * @param balancedAccuracy mean recall over the classes that test holds
 * @param balancedAccuracyDifference perturbed minus unperturbed; -0.02 is two points lost
 * @param balancedAccuracyInterval interval of that difference
 * @param accuracy fraction of patches predicted rightly
 * @param accuracyDifference perturbed minus unperturbed
 * @param accuracyInterval interval of that difference
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({
  "kind",
  "strength",
  "balancedAccuracy",
  "balancedAccuracyDifference",
  "balancedAccuracyInterval",
  "accuracy",
  "accuracyDifference",
  "accuracyInterval"
})
public record Perturbed(
    Kind kind,
    double strength,
    double balancedAccuracy,
    double balancedAccuracyDifference,
    @Nullable List<Double> balancedAccuracyInterval,
    double accuracy,
    double accuracyDifference,
    @Nullable List<Double> accuracyInterval) {
  public Perturbed {
    requireNonNull(kind, "kind is null");
  }
}
