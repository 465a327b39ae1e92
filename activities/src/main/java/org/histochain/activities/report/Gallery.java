package org.histochain.activities.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page's pictures. Public for the compiled template alone.
 *
 * @param synthetic whether the data set is synthetic, which must be said wherever it is shown
 * @param sheet rows of the contact sheet, a class each
 * @param classesLeftOut how many classes the sheet and the wall have no room for
 * @param wallIteration the iteration whose selection the wall shows; 0: there is no wall
 * @param wall rows of the wall, a pseudo-label each
 * @param flipped patches whose pseudo-label changed; null with fewer than two iterations
 */
public record Gallery(
    boolean synthetic,
    List<Strip> sheet,
    int classesLeftOut,
    int wallIteration,
    List<WallRow> wall,
    @Nullable Flipped flipped) {
  /** Patches that belong together. */
  public record Strip(String name, List<Picture> pictures) {}

  /**
   * Patches with one pseudo-label.
   *
   * @param name the pseudo-label
   * @param strips the right ones and the wrong ones, or those whose truth is not known
   */
  public record WallRow(String name, List<Strip> strips) {}

  /**
   * Patches whose pseudo-label changed.
   *
   * @param sentence how many, in words
   * @param pictures the surest ones; may be empty
   */
  public record Flipped(String sentence, List<Picture> pictures) {}

  /**
   * A patch.
   *
   * @param uri {@code data:} URI
   * @param side width and height on the page, in CSS pixels
   * @param alt what it shows, in words
   * @param caption what stands below it; empty: nothing
   * @param wrong whether it is marked as wrong, besides in words
   */
  public record Picture(String uri, int side, String alt, String caption, boolean wrong) {}
}
