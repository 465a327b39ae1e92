package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.ChainSpec;

/** Takes roots away: what only they needed is garbage from then on. */
public final class Forgetting {
  private static final String SETTINGS = "/chain.json";
  private static final int NAMED = 3;

  private final ArtifactStore store;
  private final UpkeepMonitor monitor;

  /**
   * @param monitor is told how far it is
   */
  public Forgetting(ArtifactStore store, UpkeepMonitor monitor) {
    this.store = requireNonNull(store, "store is null");
    this.monitor = requireNonNull(monitor, "monitor is null");
  }

  /**
   * Forgets a chain: its settings, report, best model and markers. Nobody may be running it.
   *
   * @return how many files were removed; 0: there is no such chain
   */
  public int chain(String id) throws IOException {
    List<String> paths =
        new ArrayList<>(
            store.list(StoreFolders.CHAINS + new ChainFolder(store, id).chainId() + "/"));
    // The settings last: as long as they are there, the chain is known and can be forgotten again.
    paths.sort(
        Comparator.comparing((String path) -> path.endsWith(SETTINGS))
            .thenComparing(Comparator.naturalOrder()));
    return delete(paths);
  }

  /**
   * Forgets a data set: all its versions, and imports under way.
   *
   * @return how many files were removed; 0: there is no such data set
   * @throws StepFailure if a chain uses it
   */
  public int dataset(String name) throws IOException {
    Datasets.checkName(name);
    List<String> users = new ArrayList<>();
    for (String id : ChainFolder.ids(store)) {
      if (new ChainFolder(store, id)
          .spec()
          .map(ChainSpec::dataset)
          .filter(used -> used.name().equals(name))
          .isPresent()) {
        users.add(id);
      }
    }
    if (!users.isEmpty()) {
      throw StepFailure.invalidDataset(
          "data set %s is used by %s: forget %s first (histochain artifacts forget chain ID)"
              .formatted(name, words(users), users.size() == 1 ? "it" : "them"));
    }
    return delete(store.list(StoreFolders.DATASETS + name + "/"));
  }

  private static String words(List<String> users) {
    List<String> first = users.subList(0, Math.min(NAMED, users.size()));
    String more = users.size() > NAMED ? " and %d more".formatted(users.size() - NAMED) : "";
    return (users.size() == 1 ? "chain " : "chains ") + String.join(", ", first) + more;
  }

  private int delete(List<String> paths) throws IOException {
    for (String path : paths) {
      store.delete(path);
    }
    return paths.size();
  }

  /** Returns what garbage collection would free once all is older than its grace. */
  public Sum garbage() throws IOException {
    return new GarbageCollection(store, Duration.ZERO, true, monitor).run().all();
  }
}
