package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.histochain.activities.stain.StainShift;

/**
 * A change of a patch's pixels that leaves its class as it is: a pure function of them.
 *
 * @param kind what is done
 * @param strength how much of it, in the kind's own unit
 */
public record Perturbation(Kind kind, double strength) {
  /** What is done to a patch, and the unit of its strength. */
  public enum Kind {
    /** Written as JPEG and read again; libjpeg's quality, 1 to 100. */
    jpeg,
    /** Haematoxylin multiplied by 1 + strength, eosin by 1 - strength. */
    stain,
    /** Blurred with a Gaussian; its standard deviation in pixels. */
    blur,
    /** Turned anticlockwise; degrees. */
    rotation
  }

  private static final List<Perturbation> STANDARD =
      List.of(
          new Perturbation(Kind.jpeg, 90),
          new Perturbation(Kind.jpeg, 70),
          new Perturbation(Kind.jpeg, 50),
          new Perturbation(Kind.jpeg, 30),
          new Perturbation(Kind.jpeg, 10),
          new Perturbation(Kind.stain, -0.4),
          new Perturbation(Kind.stain, -0.2),
          new Perturbation(Kind.stain, -0.1),
          new Perturbation(Kind.stain, 0.1),
          new Perturbation(Kind.stain, 0.2),
          new Perturbation(Kind.stain, 0.4),
          new Perturbation(Kind.blur, 0.5),
          new Perturbation(Kind.blur, 1),
          new Perturbation(Kind.blur, 2),
          new Perturbation(Kind.rotation, 45),
          new Perturbation(Kind.rotation, 90),
          new Perturbation(Kind.rotation, 180),
          new Perturbation(Kind.rotation, 270));

  public Perturbation {
    requireNonNull(kind, "kind is null");
  }

  /** Returns those that every audit applies, by kind and strength. */
  public static List<Perturbation> standard() {
    return STANDARD;
  }

  /**
   * Returns the changed patch.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue; not changed
   */
  public byte[] apply(byte[] pixels, int side) {
    return switch (kind) {
      case jpeg -> JpegRecompression.apply(pixels, side, (int) strength);
      case stain -> StainShift.apply(pixels, strength);
      case blur -> GaussianBlur.apply(pixels, side, strength);
      case rotation -> Rotation.apply(pixels, side, strength);
    };
  }
}
