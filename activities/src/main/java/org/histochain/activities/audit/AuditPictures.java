package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.audit.Perturbation.Kind;
import org.histochain.activities.dataset.DatasetManifest;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchFile;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.picture.DatasetSheet;
import org.histochain.activities.picture.EncodedPicture;
import org.histochain.activities.report.Gallery;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.PatchRow;
import org.histochain.activities.table.PatchTable;

/** Shows what the perturbations do, on one test patch. */
final class AuditPictures {
  private final Artifacts artifacts;
  private final Datasets datasets;
  private final PatchLoader patches;

  /**
   * One patch, unchanged and perturbed.
   *
   * @param synthetic whether it is drawn by a program
   * @param patch its id and class
   * @param strips a strip for each kind, the patch unchanged first
   */
  record Shown(boolean synthetic, String patch, List<Gallery.Strip> strips) {
    Shown {
      requireNonNull(patch, "patch is null");
      strips = List.copyOf(strips);
    }
  }

  AuditPictures(Artifacts artifacts, Datasets datasets, PatchLoader patches) {
    this.artifacts = artifacts;
    this.datasets = datasets;
    this.patches = patches;
  }

  /** Shows the first test patch. */
  Shown of(AuditRequest request) throws IOException {
    PatchRow row = PatchTable.read(artifacts.fetch(request.prepared().tables().test())).getFirst();
    DatasetManifest manifest = datasets.load(request.spec().dataset());
    byte[] pixels;
    try (PatchFile decoded =
        patches.load(manifest, List.of(row.id()), null, StepMonitor.silent())) {
      pixels = decoded.patch(0).toArray(ValueLayout.JAVA_BYTE);
    }
    int side = manifest.side();
    List<Gallery.Strip> strips = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Gallery.Picture> pictures = new ArrayList<>();
      pictures.add(picture(pixels, side, "unchanged", row.id()));
      for (Perturbation one : Perturbation.standard()) {
        if (one.kind() == kind) {
          String strength = AuditWords.strength(kind, one.strength());
          pictures.add(picture(one.apply(pixels, side), side, strength, row.id()));
        }
      }
      strips.add(new Gallery.Strip(AuditWords.title(kind), pictures));
    }
    return new Shown(
        DatasetSheet.isSynthetic(manifest),
        "%s (%s)".formatted(row.id(), request.prepared().classes().get(row.classIndex())),
        strips);
  }

  private static Gallery.Picture picture(byte[] pixels, int side, String caption, String id)
      throws IOException {
    return new Gallery.Picture(
        EncodedPicture.embedded(pixels, side).dataUri(),
        EncodedPicture.shownSide(side),
        "Patch %s, %s".formatted(id, caption),
        caption,
        false);
  }
}
