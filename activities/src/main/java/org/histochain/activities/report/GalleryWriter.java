package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.picture.DatasetSheet;
import org.histochain.activities.picture.EncodedPicture;
import org.histochain.activities.picture.SheetRow;
import org.histochain.activities.report.Flips.Flip;
import org.histochain.activities.report.PseudoLabels.Kept;
import org.histochain.activities.report.PseudoLabels.Verdict;
import org.histochain.workflows.contract.ReportRequest;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pictures of the page: some patches of each class, a wall of pseudo-labelled ones, and
 * those whose pseudo-label changed. Their number is bounded, so that the page stays small whatever
 * the data set.
 */
public final class GalleryWriter {
  private static final int MOST_CLASSES = 24;
  private static final int SHEET_PATCHES = 72;
  private static final int MOST_PER_CLASS = 8;
  private static final int WALL_PATCHES = 36;
  private static final int MOST_PER_VERDICT = 4;

  private final Artifacts artifacts;
  private final Datasets datasets;
  private final PatchLoader patches;

  /** Reads data sets from {@code datasets} and pixels through {@code patches}. */
  public GalleryWriter(Artifacts artifacts, Datasets datasets, PatchLoader patches) {
    this.artifacts = requireNonNull(artifacts, "artifacts is null");
    this.datasets = requireNonNull(datasets, "datasets is null");
    this.patches = requireNonNull(patches, "patches is null");
  }

  Gallery write(ReportRequest request, Selections selections) throws IOException {
    DatasetManifest manifest = datasets.load(request.spec().dataset());
    List<String> classes = request.prepared().classes();
    Selection shown = null;
    for (Selection selection : selections.iterations()) {
      boolean best = selection.iteration() == request.best().iteration();
      shown = best || request.best().iteration() == 0 ? selection : shown;
    }
    return new Gallery(
        DatasetSheet.isSynthetic(manifest),
        sheet(manifest),
        Math.max(0, classes.size() - MOST_CLASSES),
        shown == null ? 0 : shown.iteration(),
        shown == null ? List.of() : wall(manifest, classes, shown.kept()),
        flips(manifest, classes, selections.flips()));
  }

  private List<Gallery.Strip> sheet(DatasetManifest manifest) throws IOException {
    int perClass = share(SHEET_PATCHES, manifest.classes().size(), MOST_PER_CLASS);
    List<Gallery.Strip> strips = new ArrayList<>();
    for (SheetRow row :
        new DatasetSheet(artifacts, patches).rows(manifest, perClass, MOST_CLASSES)) {
      List<Gallery.Picture> pictures = new ArrayList<>();
      for (SheetRow.Patch patch : row.patches()) {
        String alt = "Patch %s, class %s".formatted(patch.id(), row.name());
        pictures.add(picture(patch.pixels(), manifest.side(), alt, "", false));
      }
      strips.add(new Gallery.Strip(row.name(), pictures));
    }
    return strips;
  }

  private static int share(int patches, int classes, int most) {
    return Math.clamp(patches / Math.clamp(classes, 1, MOST_CLASSES), 1, most);
  }

  /** Returns how many patches of each class and verdict the wall has room for. */
  static int wallShare(int classes) {
    return share(WALL_PATCHES, classes, MOST_PER_VERDICT);
  }

  private Gallery.@Nullable Flipped flips(
      DatasetManifest manifest, List<String> classes, @Nullable Flips flips) throws IOException {
    if (flips == null) {
      return null;
    }
    List<Flip> surest = flips.surest();
    List<Gallery.Picture> pictures = new ArrayList<>();
    try (PatchFile decoded = patches.load(manifest, surest.stream().map(Flip::id).toList())) {
      for (int n = 0; n < surest.size(); n++) {
        byte[] pixels = decoded.patch(n).toArray(ValueLayout.JAVA_BYTE);
        pictures.add(FlipWords.picture(surest.get(n), pixels, manifest.side(), classes));
      }
    }
    return new Gallery.Flipped(FlipWords.sentence(flips), pictures);
  }

  private List<Gallery.WallRow> wall(
      DatasetManifest manifest, List<String> classes, PseudoLabels labels) throws IOException {
    List<Kept> all = new ArrayList<>();
    int shown = Math.min(classes.size(), MOST_CLASSES);
    for (int c = 0; c < shown; c++) {
      for (Verdict verdict : Verdict.values()) {
        all.addAll(labels.first(c, verdict));
      }
    }
    Map<String, Gallery.Picture> pictures = new HashMap<>();
    try (PatchFile decoded = patches.load(manifest, all.stream().map(Kept::id).toList())) {
      for (int n = 0; n < all.size(); n++) {
        byte[] pixels = decoded.patch(n).toArray(ValueLayout.JAVA_BYTE);
        pictures.put(all.get(n).id(), picture(all.get(n), pixels, manifest.side(), classes));
      }
    }
    boolean truthKnown = labels.count(Verdict.right) + labels.count(Verdict.wrong) > 0;
    List<Gallery.WallRow> rows = new ArrayList<>();
    for (int c = 0; c < shown; c++) {
      List<Gallery.Strip> strips = new ArrayList<>();
      for (Verdict verdict : Verdict.values()) {
        List<Kept> kept = labels.first(c, verdict);
        boolean belongs = truthKnown ? verdict != Verdict.unknown : verdict == Verdict.unknown;
        if (belongs || !kept.isEmpty()) {
          strips.add(
              new Gallery.Strip(
                  heading(verdict, labels.count(c, verdict)),
                  kept.stream().map(patch -> requireNonNull(pictures.get(patch.id()))).toList()));
        }
      }
      rows.add(new Gallery.WallRow(classes.get(c), strips));
    }
    return rows;
  }

  private static String heading(Verdict verdict, int count) {
    String what =
        switch (verdict) {
          case right -> "Right";
          case wrong -> "Wrong";
          case unknown -> "Truth not known";
        };
    return "%s: %s kept".formatted(what, count == 0 ? "none" : Wording.count(count));
  }

  private static Gallery.Picture picture(Kept patch, byte[] pixels, int side, List<String> classes)
      throws IOException {
    String label = classes.get(patch.label());
    String confidence = Wording.percent((double) patch.confidence()) + "\u00a0%";
    String start =
        "Patch %s: pseudo-label %s, confidence %s, ".formatted(patch.id(), label, confidence);
    return switch (patch.verdict()) {
      case right ->
          picture(pixels, side, start + "right: truth " + label, "✓ " + confidence, false);
      case wrong -> {
        String truth = classes.get(patch.truth());
        yield picture(
            pixels,
            side,
            start + "wrong: truth " + truth,
            "✗ %s, is %s".formatted(confidence, truth),
            true);
      }
      case unknown -> picture(pixels, side, start + "truth not known", confidence, false);
    };
  }

  static Gallery.Picture picture(byte[] pixels, int side, String alt, String caption, boolean wrong)
      throws IOException {
    EncodedPicture picture = EncodedPicture.embedded(pixels, side);
    return new Gallery.Picture(
        picture.dataUri(), EncodedPicture.shownSide(side), alt, caption, wrong);
  }
}
