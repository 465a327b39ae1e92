package org.histochain.activities.draw;

/**
 * Random numbers as a pure function of what they are for: SplitMix64 (Steele, Lea, Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014) started from a hash of seed, purpose and
 * indices. The same everywhere and in any order.
 */
public final class Draw {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Draw(long state) {
    this.state = state;
  }

  /** Starts the draws for {@code purpose} and {@code indices} under {@code seed}. */
  public static Draw of(long seed, String purpose, long... indices) {
    long state = mix(seed + GOLDEN);
    state = mix(state ^ hash(purpose));
    for (long index : indices) {
      state = mix((state ^ index) + GOLDEN);
    }
    return new Draw(state);
  }

  /** Returns a 64-bit hash of a name (FNV-1a over its UTF-16 code units, then mixed). */
  public static long hash(String name) {
    long hash = 0xCBF29CE484222325L;
    for (int index = 0; index < name.length(); index++) {
      hash = (hash ^ name.charAt(index)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** Returns 64 uniform bits. */
  public long bits() {
    state += GOLDEN;
    return mix(state);
  }

  /** Returns a uniform double in [0, 1). */
  public double uniform() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  /** Returns a uniform double in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Returns a uniform integer in [0, bound), {@code bound} at least 1. */
  public int below(int bound) {
    return (int) Math.unsignedMultiplyHigh(bits(), bound);
  }

  /**
   * Returns a standard normal deviate (Box and Muller; strict arithmetic, so the same on every
   * machine).
   */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /**
   * Returns a deviate of Beta(a, b), in [0, 1]: X / (X + Y) of two gamma deviates.
   *
   * @param a at least 0.01
   * @param b at least 0.01
   */
  public double beta(double a, double b) {
    double x = logGamma(a);
    double y = logGamma(b);
    return 1 / (1 + StrictMath.exp(y - x));
  }

  /**
   * Returns the logarithm of a gamma deviate (Marsaglia and Tsang, "A simple method for generating
   * gamma variables", ACM TOMS 2000): of a small shape the deviate itself may be too small for a
   * double.
   */
  private double logGamma(double shape) {
    double d = shape + 2.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double x = normal();
      double cube = (1 + c * x) * (1 + c * x) * (1 + c * x);
      double u = 1 - uniform();
      if (cube > 0 && StrictMath.log(u) < x * x / 2 + d - d * cube + d * StrictMath.log(cube)) {
        return StrictMath.log(d * cube) + StrictMath.log(1 - uniform()) / shape;
      }
    }
  }

  /** Returns the integers 0 to {@code size} - 1 in random order (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int index = 0; index < size; index++) {
      int other = below(index + 1);
      order[index] = order[other];
      order[other] = index;
    }
    return order;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
