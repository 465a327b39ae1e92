package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.histochain.activities.baseline.ColourFeatures;
import org.histochain.activities.baseline.ColourShare;
import org.histochain.workflows.contract.Scores;
import org.jspecify.annotations.Nullable;

/**
 * How far a model gets on test that sees colours alone, trained on the labelled set.
 *
 * @param features what it sees of a patch
 * @param balancedAccuracy mean recall over the classes that test holds
 * @param interval 95 % bootstrap interval of it, by group; null for a test set of one group
 * @param accuracy fraction of patches predicted rightly
 * @param share what it has above chance over what the network has, {@code (colour - chance) /
 *     (network - chance)} of balanced accuracy; null where the network is not above chance
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"features", "balancedAccuracy", "interval", "accuracy", "share"})
public record ColourAlone(
    ColourFeatures features,
    double balancedAccuracy,
    @Nullable List<Double> interval,
    double accuracy,
    @Nullable Double share) {
  public ColourAlone {
    requireNonNull(features, "features is null");
  }

  static ColourAlone of(ColourFeatures features, Scores colour, Scores network, double chance) {
    return new ColourAlone(
        features,
        colour.balancedAccuracy(),
        colour.interval(),
        colour.accuracy(),
        ColourShare.of(colour.balancedAccuracy(), network.balancedAccuracy(), chance));
  }
}
