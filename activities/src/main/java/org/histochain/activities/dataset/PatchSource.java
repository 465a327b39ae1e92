package org.histochain.activities.dataset;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Where patches come from, one after the other and always in the same order. */
interface PatchSource extends AutoCloseable {
  /** Returns the class names, in the order of their indices. */
  List<String> classes();

  /** Returns the number of images there are. */
  long size();

  /** Says what kind of source this is, for the manifest; the same wherever the source lies. */
  String description();

  /** Returns what was passed over without being an image of the data set. */
  List<SkippedImage> ignored();

  /**
   * Returns the work that makes the next patch, to be run on any thread; null after the last.
   *
   * @throws org.histochain.activities.step.StepFailure if the source is not as it should be
   */
  @Nullable Callable<PatchOutcome> next() throws IOException;

  /** Returns the bytes of memory that the work of one patch may need at most. */
  long bytesPerPatch();

  @Override
  void close() throws IOException;
}
