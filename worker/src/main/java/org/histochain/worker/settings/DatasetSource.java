package org.histochain.worker.settings;

import static java.util.Objects.requireNonNull;

import org.histochain.activities.importing.ImportRequest;
import org.histochain.activities.importing.SynthRequest;

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
   * @param request what to import; its paths are absolute
   */
  record DatasetByPath(ImportRequest request) implements DatasetSource {
    public DatasetByPath {
      requireNonNull(request, "request is null");
    }

    @Override
    public String name() {
      return request.name();
    }
  }

  /**
   * Synthetic tissue that is made before the chain starts.
   *
   * @param request what to make
   */
  record SyntheticDataset(SynthRequest request) implements DatasetSource {
    public SyntheticDataset {
      requireNonNull(request, "request is null");
    }

    @Override
    public String name() {
      return request.name();
    }
  }
}
