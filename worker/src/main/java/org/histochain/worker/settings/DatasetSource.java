package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/** Where a chain's data set comes from. */
public sealed interface DatasetSource {
  /** Returns the data set's name in the store. */
  String name();

  /**
   * A data set that is in the store already.
   *
   * @param name its name
   */
  record NamedDataset(String name) implements DatasetSource {
    public NamedDataset {
      requireNonNull(name, "name is null");
    }
  }

  /**
   * A data set that is imported before the chain starts.
   *
   * @param path file or folder, absolute
   * @param name the name it is imported under
   * @param classes class names in the order of their indices; empty: what the source says
   * @param onBadImage {@code fail} or {@code skip}
   */
  record DatasetByPath(Path path, String name, List<String> classes, String onBadImage)
      implements DatasetSource {
    public DatasetByPath {
      requireNonNull(path, "path is null");
      requireNonNull(name, "name is null");
      classes = List.copyOf(requireNonNull(classes, "classes is null"));
      requireNonNull(onBadImage, "onBadImage is null");
    }
  }
}
