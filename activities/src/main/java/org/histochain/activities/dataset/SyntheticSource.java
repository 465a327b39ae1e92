package org.histochain.activities.dataset;

import java.util.List;
import java.util.concurrent.Callable;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.synthesis.SyntheticTissue;
import org.histochain.activities.table.ChannelSums;
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
    int classes = SyntheticTissue.CLASSES.size();
    if (request.count() < classes || request.count() > 10_000_000) {
      throw Datasets.invalid(
          "--count is %d: give %d (one patch of each class) to 10000000"
              .formatted(request.count(), classes));
    }
    if (request.side() < 16 || request.side() > 1024) {
      throw Datasets.invalid("--size is " + request.side() + ": give 16 to 1024 pixels");
    }
    if (!(request.difficulty() >= 0 && request.difficulty() <= 1)) {
      throw Datasets.invalid("--difficulty is " + request.difficulty() + ": give 0 to 1");
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
  public @Nullable Callable<PatchOutcome> next() {
    if (position == request.count()) {
      return null;
    }
    int patch = position++;
    return () -> {
      byte[] pixels = tissue.pixels(patch);
      String group = "p%02d".formatted(tissue.patient(patch));
      String id = "%s_%05d".formatted(group, patch);
      return new SourcePatch(
          id,
          id,
          tissue.classIndex(patch),
          null,
          group,
          request.side(),
          PngEncoder.encode(pixels, request.side()),
          Sha256.of(pixels),
          ChannelSums.of(pixels));
    };
  }

  @Override
  public long bytesPerPatch() {
    return 256L * request.side() * request.side();
  }

  @Override
  public void close() {}
}
