package org.histochain.activities.experiment;

/**
 * How fast this machine works, for a forecast.
 *
 * @param trained patches a second in training, above 0
 * @param labelled patches a second in pseudo-labelling and evaluation, above 0
 */
public record Rates(double trained, double labelled) {
  public Rates {
    if (!(trained > 0 && labelled > 0)) {
      throw new IllegalArgumentException(
          "rates of %s and %s patches a second; both must be above 0".formatted(trained, labelled));
    }
  }
}
