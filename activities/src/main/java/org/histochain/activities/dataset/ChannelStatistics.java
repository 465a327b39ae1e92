package org.histochain.activities.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import org.histochain.activities.table.ChannelSums;
import org.histochain.workflows.contract.Normalisation;

/** Channel means and deviations from exact sums: the same in whatever order patches are added. */
public final class ChannelStatistics {
  private static final MathContext EXACT = MathContext.DECIMAL128;
  private static final BigDecimal WHITE = BigDecimal.valueOf(255);

  private ChannelStatistics() {}

  /**
   * Returns mean and standard deviation of each channel, of pixel values in [0, 1].
   *
   * @param pixels number of pixels summed over, at least 1
   */
  public static Normalisation of(ChannelSums sums, long pixels) {
    return new Normalisation(
        List.of(mean(sums.red(), pixels), mean(sums.green(), pixels), mean(sums.blue(), pixels)),
        List.of(
            deviation(sums.red(), sums.redSquares(), pixels),
            deviation(sums.green(), sums.greenSquares(), pixels),
            deviation(sums.blue(), sums.blueSquares(), pixels)));
  }

  private static double mean(long sum, long pixels) {
    return BigDecimal.valueOf(sum)
        .divide(WHITE.multiply(BigDecimal.valueOf(pixels)), EXACT)
        .doubleValue();
  }

  private static double deviation(long sum, long squares, long pixels) {
    BigInteger variance =
        BigInteger.valueOf(squares)
            .multiply(BigInteger.valueOf(pixels))
            .subtract(BigInteger.valueOf(sum).pow(2));
    return new BigDecimal(variance)
        .sqrt(EXACT)
        .divide(WHITE.multiply(BigDecimal.valueOf(pixels)), EXACT)
        .doubleValue();
  }
}
