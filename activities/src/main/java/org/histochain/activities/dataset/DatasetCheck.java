package org.histochain.activities.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;

/** Checks that everything a data set names is in the store, unchanged. */
public final class DatasetCheck {
  private DatasetCheck() {}

  /** Returns a line for each blob that is missing or damaged; empty where all is whole. */
  public static List<String> faults(Artifacts artifacts, DatasetManifest manifest)
      throws IOException {
    List<String> faults = new ArrayList<>();
    if (!artifacts.isWhole(manifest.index())) {
      faults.add("The index of " + manifest.name() + " is missing or damaged: import it again");
    }
    for (int shard = 0; shard < manifest.shards().size(); shard++) {
      if (!artifacts.isWhole(manifest.shards().get(shard).ref())) {
        faults.add(
            "Shard "
                + shard
                + " of "
                + manifest.name()
                + " is missing or damaged: import the data set again");
      }
    }
    return List.copyOf(faults);
  }
}
