package org.histochain.activities.preparation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.table.ChannelSums;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;

/**
 * Patches as points in a space of colour moments (Stricker and Orengo, "Similarity of color
 * images", SPIE 2420, 1995, of their three the first two): mean and standard deviation of red,
 * green and blue over its pixels, each of the six less its mean over all patches and divided by its
 * deviation over them. They come from the index's sums over pixels as they were imported: no patch
 * is decoded.
 */
final class ColourMoments {
  private static final int MOMENTS = 6;

  private final Map<String, double[]> points = new HashMap<>();

  /**
   * @param patches those that the space is scaled by, in an order that is always the same
   * @param pixels pixels of each of them
   */
  ColourMoments(List<IndexRow> patches, long pixels) {
    List<double[]> moments = patches.stream().map(row -> moments(row.sums(), pixels)).toList();
    double[] centre = mean(moments);
    double[] deviation = new double[MOMENTS];
    for (double[] point : moments) {
      for (int moment = 0; moment < MOMENTS; moment++) {
        double distance = point[moment] - centre[moment];
        deviation[moment] += distance * distance / moments.size();
      }
    }
    for (int place = 0; place < moments.size(); place++) {
      double[] point = moments.get(place);
      for (int moment = 0; moment < MOMENTS; moment++) {
        double scale = Math.sqrt(deviation[moment]);
        point[moment] = scale == 0 ? 0 : (point[moment] - centre[moment]) / scale;
      }
      points.put(patches.get(place).id(), point);
    }
  }

  private static double[] moments(ChannelSums sums, double pixels) {
    double red = sums.red() / pixels;
    double green = sums.green() / pixels;
    double blue = sums.blue() / pixels;
    return new double[] {
      red,
      green,
      blue,
      Math.sqrt(Math.max(0, sums.redSquares() / pixels - red * red)),
      Math.sqrt(Math.max(0, sums.greenSquares() / pixels - green * green)),
      Math.sqrt(Math.max(0, sums.blueSquares() / pixels - blue * blue))
    };
  }

  /** Returns where a patch is: [6]. */
  double[] of(PatchRow patch) {
    double[] point = points.get(patch.id());
    if (point == null) {
      throw new IllegalArgumentException("patch " + patch.id() + " is not in this space");
    }
    return point;
  }

  /** Returns the middle of points: [6]. */
  static double[] mean(Collection<double[]> all) {
    double[] mean = new double[MOMENTS];
    for (double[] point : all) {
      for (int moment = 0; moment < MOMENTS; moment++) {
        mean[moment] += point[moment] / all.size();
      }
    }
    return mean;
  }

  /** Returns the square of the Euclidean distance of two points. */
  static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int moment = 0; moment < MOMENTS; moment++) {
      sum += (one[moment] - other[moment]) * (one[moment] - other[moment]);
    }
    return sum;
  }
}
