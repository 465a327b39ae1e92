package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.image.SkippedImage;
import org.jspecify.annotations.Nullable;

/** Where patches come from, always in the same order. */
interface PatchSource extends AutoCloseable {
  /** Returns the class names, in the order of their indices. */
  List<String> classes();

  /** Returns the number of images there are. */
  long size();

  /** Returns the side of the first readable image, in pixels. */
  int side() throws IOException;

  /** Says what kind of source this is, for the manifest; the same wherever the source lies. */
  String description();

  /** Says where the source is, for messages. */
  String where();

  /** Returns what was passed over without being an image of the data set. */
  List<SkippedImage> ignored();

  /**
   * Returns the next {@link DatasetWriter#SHARD} patches, or all that are left; null after the
   * last.
   *
   * @param folder where it may keep images that the source gives only in order
   * @throws org.histochain.activities.step.StepFailure if the source is not as it should be
   */
  @Nullable SourceShard nextShard(Path folder) throws IOException;

  @Override
  void close() throws IOException;
}
