package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.experiment.ExperimentPage.Wall;
import org.histochain.activities.experiment.RunTables.SurestRow;
import org.histochain.activities.picture.EncodedPicture;
import org.histochain.activities.report.Gallery;
import org.histochain.activities.report.Wording;

/**
 * Shows, of the first run of each arm, the most confident pseudo-labels that the filter kept, as
 * that run's own report names them. The number of pictures is bounded, so that the page stays
 * small.
 */
final class SurestPatches {
  /** Arms with a wall; the runs of the others have theirs in their own reports. */
  static final int MOST_ARMS = 6;

  private static final int MOST_PATCHES = 9;

  private final RunTables tables;
  private final PatchLoader patches;
  private final DatasetManifest dataset;

  /** How a pseudo-label compares with the truth. */
  private enum Verdict {
    wrong("Wrong, the surest"),
    right("Right, the surest"),
    unknown("Truth not known");

    private final String title;

    Verdict(String title) {
      this.title = title;
    }

    static Verdict of(SurestRow row) {
      return row.truth() == null ? unknown : row.pseudoLabel().equals(row.truth()) ? right : wrong;
    }
  }

  SurestPatches(RunTables tables, PatchLoader patches, DatasetManifest dataset) {
    this.tables = requireNonNull(tables, "tables is null");
    this.patches = requireNonNull(patches, "patches is null");
    this.dataset = requireNonNull(dataset, "dataset is null");
  }

  /** Returns a wall for each of the first arms that filter. */
  List<Wall> walls(List<ArmRuns> arms) throws IOException {
    List<Wall> walls = new ArrayList<>();
    for (ArmRuns arm : arms) {
      if (walls.size() < MOST_ARMS) {
        wall(arm).ifPresent(walls::add);
      }
    }
    return walls;
  }

  private Optional<Wall> wall(ArmRuns arm) throws IOException {
    for (RunOutcome run : arm.runs()) {
      int best = requireNonNull(run.result().best()).iteration();
      int iteration = best == 0 ? run.iterations() : best;
      List<SurestRow> rows =
          tables.surest(run.chain()).stream().filter(row -> row.iteration() == iteration).toList();
      if (!rows.isEmpty()) {
        return Optional.of(
            new Wall(
                arm.name(),
                "Iteration %d of %s, draw %d".formatted(iteration, run.chain(), run.run().draw()),
                PageParts.reportOf(run),
                strips(rows)));
      }
    }
    return Optional.empty();
  }

  private List<Gallery.Strip> strips(List<SurestRow> rows) throws IOException {
    List<Gallery.Strip> strips = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      List<SurestRow> shown = shown(rows, verdict);
      if (!shown.isEmpty()) {
        strips.add(new Gallery.Strip(verdict.title, pictures(shown, verdict)));
      }
    }
    return strips;
  }

  /** The surest of each class, then the next of each; in the report, rows of a class are ranked. */
  private static List<SurestRow> shown(List<SurestRow> rows, Verdict verdict) {
    Map<SurestRow, Integer> places = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    List<SurestRow> of = rows.stream().filter(row -> Verdict.of(row) == verdict).toList();
    of.forEach(row -> places.put(row, seen.merge(row.pseudoLabel(), 1, Integer::sum)));
    return of.stream()
        .sorted(
            Comparator.<SurestRow, Integer>comparing(places::get)
                .thenComparing(Comparator.comparing(SurestRow::confidence).reversed()))
        .limit(MOST_PATCHES)
        .toList();
  }

  private List<Gallery.Picture> pictures(List<SurestRow> rows, Verdict verdict) throws IOException {
    List<Gallery.Picture> pictures = new ArrayList<>();
    List<String> ids = rows.stream().map(SurestRow::patch).toList();
    try (PatchFile decoded = patches.load(dataset, ids)) {
      for (int n = 0; n < rows.size(); n++) {
        byte[] pixels = decoded.patch(n).toArray(ValueLayout.JAVA_BYTE);
        pictures.add(picture(rows.get(n), verdict, pixels));
      }
    }
    return pictures;
  }

  private Gallery.Picture picture(SurestRow row, Verdict verdict, byte[] pixels)
      throws IOException {
    String confidence = Wording.percent(row.confidence()) + "\u00a0%";
    String said = "%s %s".formatted(row.pseudoLabel(), confidence);
    String caption =
        switch (verdict) {
          case wrong -> "✗ %s, is %s".formatted(said, row.truth());
          case right -> "✓ " + said;
          case unknown -> said;
        };
    String truth = row.truth() == null ? "truth not known" : "truth " + row.truth();
    return new Gallery.Picture(
        EncodedPicture.embedded(pixels, dataset.side()).dataUri(),
        EncodedPicture.shownSide(dataset.side()),
        "Patch %s: pseudo-label %s, confidence %s, %s"
            .formatted(row.patch(), row.pseudoLabel(), confidence, truth),
        caption,
        verdict == Verdict.wrong);
  }
}
