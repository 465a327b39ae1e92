package org.histochain.activities.synthesis;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws synthetic tissue patches of nine classes. Each belongs to a patient, whose slides share a
 * way of staining. A patch is a pure function of seed, side, difficulty and number: the same on
 * every machine, in any order. Safe for use by many threads.
 */
public final class SyntheticTissue {
  /** The class names, in the order of their indices. */
  public static final List<String> CLASSES =
      List.of("ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM");

  /** Optical densities of red, green and blue for one unit of haematoxylin. */
  private static final double[] HAEMATOXYLIN = {1.15, 1.35, 0.62};

  /** Optical densities of red, green and blue for one unit of eosin. */
  private static final double[] EOSIN = {0.10, 1.00, 0.42};

  private final int side;
  private final double difficulty;
  private final long seed;
  private final int patients;

  /**
   * @param patients number of patients, at least 1
   * @param side side of the patches in pixels, at least 1
   * @param difficulty in [0, 1]: how far stains vary, classes blend and noise covers them
   */
  public SyntheticTissue(int patients, int side, double difficulty, long seed) {
    this.patients = patients;
    this.side = side;
    this.difficulty = difficulty;
    this.seed = seed;
  }

  /** Returns the index of a patch's class: every class in turn. */
  public int classIndex(int patch) {
    return patch % CLASSES.size();
  }

  /** Returns the number of a patch's patient, from 0; each patient has every class in turn. */
  public int patient(int patch) {
    return patch / CLASSES.size() % patients;
  }

  /**
   * Draws a patch.
   *
   * @return uint8 [side, side, 3], red, green, blue
   */
  public byte[] pixels(int patch) {
    SplittableRandom random = new SplittableRandom(mixed(seed, 1, patch));
    Canvas canvas = TissuePainter.paint(CLASSES.get(classIndex(patch)), side, random);
    if (random.nextDouble() < 0.6 * difficulty) {
      blendNeighbour(canvas, random);
    }
    return stained(canvas, random, patient(patch));
  }

  /** Lets another tissue into the patch from one border, never over its middle. */
  private void blendNeighbour(Canvas canvas, SplittableRandom random) {
    String other = CLASSES.get(random.nextInt(CLASSES.size()));
    Canvas neighbour = TissuePainter.paint(other, side, random);
    double angle = 2 * Math.PI * random.nextDouble();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double border = 0.4 - 0.3 * difficulty * random.nextDouble();
    canvas.blend(neighbour, (u, v) -> ((u - 0.5) * cos + (v - 0.5) * sin - border) * 12 + 0.5);
  }

  private byte[] stained(Canvas canvas, SplittableRandom random, int patient) {
    SplittableRandom lab = new SplittableRandom(mixed(seed, 2, patient));
    double spread = 0.05 + 0.3 * difficulty;
    double[] haematoxylin = varied(HAEMATOXYLIN, lab, spread);
    double[] eosin = varied(EOSIN, lab, spread);
    double light = 243 + 10 * lab.nextDouble() - 25 * difficulty * random.nextDouble();
    double thickness = 1 + spread * (2 * random.nextDouble() - 1);
    double grain = 3 + 16 * difficulty;
    byte[] pixels = new byte[side * side * 3];
    for (int pixel = 0; pixel < side * side; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        double density =
            canvas.haematoxylin(pixel) * haematoxylin[channel]
                + canvas.eosin(pixel) * eosin[channel];
        double value = light * StrictMath.exp(-thickness * density) + grain * bell(random);
        pixels[3 * pixel + channel] = (byte) Math.clamp(Math.round(value), 0, 255);
      }
    }
    return pixels;
  }

  private static double[] varied(double[] stain, SplittableRandom random, double spread) {
    double strength = 1 + spread * (2 * random.nextDouble() - 1);
    double[] varied = stain.clone();
    for (int channel = 0; channel < varied.length; channel++) {
      varied[channel] *= strength * (1 + 0.5 * spread * (2 * random.nextDouble() - 1));
    }
    return varied;
  }

  /** A draw with mean 0 and deviation 1/2, nearly normal, from uniform ones. */
  private static double bell(SplittableRandom random) {
    return (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
  }

  private static long mixed(long seed, int purpose, long number) {
    return new SplittableRandom(seed * 31 + purpose).nextLong() + number * 0x9E3779B97F4A7C15L;
  }
}
