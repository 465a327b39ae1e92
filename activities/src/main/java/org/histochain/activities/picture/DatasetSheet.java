package org.histochain.activities.picture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetIndex;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.draw.Draw;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.PatchRow;

/** Chooses patches of a data set for a contact sheet: the same ones each time. */
public final class DatasetSheet {
  private static final String PURPOSE = "contact sheet";
  private static final String UNLABELLED = "unlabelled";

  private final Artifacts artifacts;
  private final PatchLoader patches;

  /** Reads patches through {@code patches}. */
  public DatasetSheet(Artifacts artifacts, PatchLoader patches) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.patches = requireNonNull(patches, "patches is null");
  }

  /** Draws the sheet of a data set. */
  public ContactSheet sheet(DatasetManifest manifest, int perClass) throws IOException {
    String title =
        "%s: %d %spatches of %d x %d pixels"
            .formatted(
                manifest.name(),
                manifest.patches(),
                isSynthetic(manifest) ? "synthetic " : "",
                manifest.side(),
                manifest.side());
    return new ContactSheet(title, manifest.side(), rows(manifest, perClass, Integer.MAX_VALUE));
  }

  /**
   * Tells whether a data set is made of synthetic patches, which must be said where it is shown.
   */
  public static boolean isSynthetic(DatasetManifest manifest) {
    return manifest.source().startsWith("synthetic");
  }

  /**
   * Returns a row for each class, in class order, and one for patches without a class if there are
   * any. A class without patches has an empty row.
   *
   * @param perClass patches in a row, or all that the class has
   * @param mostClasses classes shown, the first ones
   */
  public List<SheetRow> rows(DatasetManifest manifest, int perClass, int mostClasses)
      throws IOException {
    List<IndexRow> index = DatasetIndex.load(artifacts, manifest).rows();
    List<String> names = new ArrayList<>();
    List<List<String>> chosen = new ArrayList<>();
    for (int c = 0; c < Math.min(manifest.classes().size(), mostClasses); c++) {
      names.add(manifest.classes().get(c));
      chosen.add(drawn(index, c, perClass));
    }
    List<String> unlabelled = drawn(index, PatchRow.NO_CLASS, perClass);
    if (!unlabelled.isEmpty()) {
      names.add(UNLABELLED);
      chosen.add(unlabelled);
    }
    return rows(manifest, names, chosen);
  }

  private static List<String> drawn(List<IndexRow> index, int classIndex, int perClass) {
    List<String> ids =
        index.stream().filter(row -> row.classIndex() == classIndex).map(IndexRow::id).toList();
    int[] order = Draw.of(0, PURPOSE, classIndex).permutation(ids.size());
    List<String> drawn = new ArrayList<>();
    for (int n = 0; n < Math.min(perClass, order.length); n++) {
      drawn.add(ids.get(order[n]));
    }
    return drawn;
  }

  private List<SheetRow> rows(
      DatasetManifest manifest, List<String> names, List<List<String>> chosen) throws IOException {
    List<String> all = chosen.stream().flatMap(List::stream).toList();
    List<SheetRow> rows = new ArrayList<>();
    try (PatchFile decoded = patches.load(manifest, all)) {
      int next = 0;
      for (int row = 0; row < names.size(); row++) {
        List<SheetRow.Patch> shown = new ArrayList<>();
        for (String id : chosen.get(row)) {
          byte[] pixels = decoded.patch(next++).toArray(ValueLayout.JAVA_BYTE);
          shown.add(new SheetRow.Patch(id, pixels));
        }
        rows.add(new SheetRow(names.get(row), shown));
      }
    }
    return List.copyOf(rows);
  }
}
