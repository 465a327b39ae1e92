package org.histochain.activities.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.image.Decoded;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.image.ReadImage;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.synthesis.SyntheticTissue;
import org.jspecify.annotations.Nullable;

/** Synthetic patches, drawn as they are asked for; patients are their groups. */
final class SyntheticSource implements PatchSource {
  private static final int PATCHES_PER_PATIENT = 27;
  private static final int FEWEST_PATIENTS = 3;
  private static final int MOST_PATIENTS = 40;

  private final SynthRequest request;
  private final SyntheticTissue tissue;
  private int position;

  /**
   * @throws org.histochain.activities.step.StepFailure if a setting is out of range
   */
  SyntheticSource(SynthRequest request) {
    if (request.count() < SynthRequest.FEWEST || request.count() > SynthRequest.MOST) {
      throw StepFailure.invalidDataset(
          "--count is %d: give %d (one patch of each class) to %d"
              .formatted(request.count(), SynthRequest.FEWEST, SynthRequest.MOST));
    }
    if (request.side() < SynthRequest.SMALLEST || request.side() > SynthRequest.LARGEST) {
      throw StepFailure.invalidDataset(
          "--size is %d: give %d to %d pixels"
              .formatted(request.side(), SynthRequest.SMALLEST, SynthRequest.LARGEST));
    }
    if (!(request.difficulty() >= 0 && request.difficulty() <= 1)) {
      throw StepFailure.invalidDataset("--difficulty is " + request.difficulty() + ": give 0 to 1");
    }
    this.request = request;
    int patients =
        Math.clamp(request.count() / PATCHES_PER_PATIENT, FEWEST_PATIENTS, MOST_PATIENTS);
    this.tissue =
        new SyntheticTissue(patients, request.side(), request.difficulty(), request.seed());
  }

  @Override
  public List<String> classes() {
    return SyntheticTissue.CLASSES;
  }

  @Override
  public long size() {
    return request.count();
  }

  @Override
  public String description() {
    return "synthetic: %d patches of %d pixels, difficulty %s, seed %d"
        .formatted(request.count(), request.side(), request.difficulty(), request.seed());
  }

  @Override
  public List<SkippedImage> ignored() {
    return List.of();
  }

  @Override
  public int side() {
    return request.side();
  }

  @Override
  public String where() {
    return "the synthetic tissue";
  }

  @Override
  public @Nullable SourceShard nextShard(Path folder) {
    List<SourcePatch> patches = new ArrayList<>();
    while (position < request.count() && patches.size() < DatasetWriter.SHARD) {
      patches.add(patch(position++));
    }
    return patches.isEmpty() ? null : new SourceShard(patches, null);
  }

  private SourcePatch patch(int patch) {
    String group = "p%02d".formatted(tissue.patient(patch));
    String id = "%s_%05d".formatted(group, patch);
    return new SourcePatch(id, id, tissue.classIndex(patch), null, group, new Drawing(patch));
  }

  /** A patch to be drawn; the settings and its number decide it. */
  private final class Drawing implements PatchContent {
    private final int patch;

    Drawing(int patch) {
      this.patch = patch;
    }

    @Override
    public byte[] bytes() {
      return (description() + ", patch " + patch).getBytes(UTF_8);
    }

    @Override
    public ReadImage read(byte[] bytes, ImageReading reading) throws IOException {
      return reading.fit(
          new Decoded(tissue.pixels(patch), Decoded.RGB), request.side(), request.side());
    }
  }

  @Override
  public void close() {}
}
