package org.histochain.activities.synthesis;

import java.util.List;
import org.histochain.activities.draw.Draw;

/**
 * Draws synthetic tissue patches of nine classes, as if stained with haematoxylin and eosin. Each
 * belongs to a patient, whose slides share a way of staining. A patch is a pure function of seed,
 * side, difficulty and number: the same on every machine, in any order. Safe for use by many
 * threads.
 */
public final class SyntheticTissue {
  /** The class names, in the order of their indices. */
  public static final List<String> CLASSES =
      List.of("ADI", "BACK", "DEB", "LYM", "MUC", "MUS", "NORM", "STR", "TUM");

  private final int side;
  private final int fineness;
  private final double difficulty;
  private final long seed;
  private final int patients;

  /**
   * @param patients number of patients, at least 1
   * @param side side of the patches in pixels, at least 1; up to 224 they show 112 micrometres,
   *     larger ones more
   * @param difficulty in [0, 1]: how far stains vary, neighbours reach in and noise covers them
   */
  public SyntheticTissue(int patients, int side, double difficulty, long seed) {
    this.patients = patients;
    this.side = side;
    this.fineness = side <= 32 ? 4 : side <= 48 ? 3 : 2;
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
    Draw draw = Draw.of(seed, "synthetic-tissue", patch);
    Canvas canvas = painted(classIndex(patch), draw);
    if (draw.uniform() < 1.2 * difficulty) {
      letIn(canvas, painted(draw.below(CLASSES.size()), draw), draw);
    }
    Stain stain = new Stain(difficulty, Draw.of(seed, "synthetic-patient", patient(patch)));
    return stain.image(canvas, fineness, draw);
  }

  private Canvas painted(int tissue, Draw draw) {
    Canvas canvas = new Canvas(side, fineness, draw);
    Brush brush = new Brush(canvas, draw);
    switch (CLASSES.get(tissue)) {
      case "ADI" -> FatPainter.paint(brush);
      case "BACK" -> GlassPainter.paint(brush);
      case "DEB" -> PoolPainter.debris(brush);
      case "LYM" -> LymphoidPainter.paint(brush);
      case "MUC" -> PoolPainter.mucus(brush);
      case "MUS" -> FibrePainter.muscle(brush);
      case "NORM" -> GlandPainter.paint(brush);
      case "STR" -> FibrePainter.stroma(brush);
      case "TUM" -> TumourPainter.paint(brush);
      default -> throw new IllegalArgumentException("No tissue class " + tissue);
    }
    return canvas;
  }

  /** Lets another tissue in from one side, over a wavering border, never over the middle. */
  private void letIn(Canvas canvas, Canvas neighbour, Draw draw) {
    double angle = draw.uniform(0, 2 * StrictMath.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double middle = canvas.extent() / 2;
    double border = middle * (0.75 - 0.6 * difficulty * draw.uniform());
    Noise noise = canvas.noise();
    canvas.blend(
        neighbour,
        (u, v) -> {
          double beyond = (u - middle) * cos + (v - middle) * sin - border;
          return (beyond + 12 * (noise.turbulence(u / 22, v / 22, 40) - 0.5)) / 3 + 0.5;
        });
  }
}
