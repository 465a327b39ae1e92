package org.histochain.activities.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.image.ImageReading;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.SealedJson;
import org.jspecify.annotations.Nullable;

/**
 * The finished shards of an import that is under way, {@code datasets/<name>/parts/<key>.json}: an
 * import that was cut off goes on from them.
 */
final class ImportParts {
  private static final int VERSION = 1;

  private final Artifacts artifacts;
  private final String folder;

  private record Entry(
      String id, int classIndex, @Nullable String split, @Nullable String group, String digest) {}

  private record Key(int version, String reading, List<Entry> entries) {}

  ImportParts(Artifacts artifacts, String name) {
    this.artifacts = artifacts;
    this.folder = "datasets/" + name + "/parts/";
  }

  /**
   * Returns the name of a shard's part: all that decides it is in it.
   *
   * @param digests SHA-256 of the bytes of each image
   */
  static String key(ImageReading reading, List<SourcePatch> patches, List<String> digests) {
    List<Entry> entries = new ArrayList<>();
    for (int index = 0; index < patches.size(); index++) {
      SourcePatch patch = patches.get(index);
      entries.add(
          new Entry(
              patch.id(), patch.classIndex(), patch.split(), patch.group(), digests.get(index)));
    }
    return Sha256.of(Json.canonical(new Key(VERSION, reading.describe(), entries)));
  }

  /** Returns a part that was recorded and whose tar file is whole; null where there is none. */
  @Nullable ShardPart find(String key) throws IOException {
    ShardPart part;
    try (InputStream content = artifacts.store().open(path(key))) {
      part = SealedJson.read(content.readAllBytes(), ShardPart.class);
    } catch (MissingArtifactException | DamagedArtifactException e) {
      return null;
    }
    return part.blob() == null || artifacts.isWhole(part.blob()) ? part : null;
  }

  /** Records a part; its tar file must be stored already. */
  void record(String key, ShardPart part) throws IOException {
    artifacts.store().put(path(key), SealedJson.write(part));
  }

  /** Forgets all parts of the data set. */
  void clear() throws IOException {
    for (String path : artifacts.store().list(folder)) {
      artifacts.store().delete(path);
    }
  }

  private String path(String key) {
    return folder + key + ".json";
  }
}
