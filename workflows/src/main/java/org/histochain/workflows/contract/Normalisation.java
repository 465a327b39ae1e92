package org.histochain.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Mean and standard deviation of each channel (red, green, blue), of pixel values in [0, 1].
 *
 * @param mean three means
 * @param std three standard deviations, above 0
 */
public record Normalisation(List<Double> mean, List<Double> std) {
  /** The statistics of ImageNet's training images, as torchvision uses them. */
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  public Normalisation {
    mean = List.copyOf(requireNonNull(mean, "mean is null"));
    std = List.copyOf(requireNonNull(std, "std is null"));
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException("mean and std need three values each");
    }
  }
}
