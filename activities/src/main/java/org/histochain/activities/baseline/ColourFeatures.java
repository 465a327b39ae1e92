package org.histochain.activities.baseline;

import java.lang.foreign.MemorySegment;

/** What a colour-only model sees of a patch: which colours it has, and nothing of where. */
public enum ColourFeatures {
  /** A joint histogram of 8 x 8 x 8 bins, see {@link ColourHistogram}. */
  histogram("colourHistogram") {
    @Override
    double[] of(MemorySegment pixels) {
      return ColourHistogram.of(pixels);
    }
  },
  /** The means of red, green and blue, in [0, 1]. */
  means("colourMeans") {
    @Override
    double[] of(MemorySegment pixels) {
      return ColourMeans.of(pixels);
    }
  };

  private final String step;

  ColourFeatures(String step) {
    this.step = step;
  }

  /** Returns the name of the step that trains and scores on them. */
  String step() {
    return step;
  }

  abstract double[] of(MemorySegment pixels);
}
