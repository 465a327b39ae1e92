package org.histochain.activities.report;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.report.Flips.Flip;
import org.histochain.activities.report.Flips.Label;
import org.histochain.activities.table.PatchRow;

/** Changed pseudo-labels in words, and as pictures with words. */
final class FlipWords {
  private FlipWords() {}

  static String sentence(Flips flips) {
    int other = flips.changed() - flips.mended() - flips.spoiled();
    return "Of the pool's %s patches, %s have another pseudo-label in iteration %d than in iteration %d: %s became right, %s became wrong, %s are wrong in both or of unknown truth."
        .formatted(
            Wording.count(flips.pool()),
            Wording.count(flips.changed()),
            flips.last(),
            flips.first(),
            Wording.count(flips.mended()),
            Wording.count(flips.spoiled()),
            Wording.count(other));
  }

  static Gallery.Picture picture(Flip flip, byte[] pixels, int side, List<String> classes)
      throws IOException {
    String before = label(flip.before(), classes);
    String after = label(flip.after(), classes);
    String start = "Patch %s: pseudo-label %s, later %s, ".formatted(flip.id(), before, after);
    String change = "%s\n→ %s".formatted(before, after);
    if (flip.truth() == PatchRow.NO_CLASS) {
      return GalleryWriter.picture(pixels, side, start + "truth not known", change, false);
    }
    boolean right = flip.truth() == flip.after().classIndex();
    String truth = classes.get(flip.truth());
    return GalleryWriter.picture(
        pixels,
        side,
        start + (right ? "which is right: truth " : "which is wrong: truth ") + truth,
        change + (right ? "\n✓ right" : "\n✗ is " + truth),
        !right);
  }

  private static String label(Label label, List<String> classes) {
    return "%s %s\u00a0%%"
        .formatted(classes.get(label.classIndex()), Wording.percent((double) label.confidence()));
  }
}
