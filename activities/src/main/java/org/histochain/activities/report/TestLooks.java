package org.histochain.activities.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.histochain.activities.artifact.ArtifactStore;

/**
 * How often test has been seen by the reports and audits of a chain and, if it is a fork, of the
 * one it comes from: {@code tests/<key>} for each step that scored test. Scoring the same again is
 * no new look.
 */
final class TestLooks {
  private static final byte[] EMPTY = {};

  private final ArtifactStore store;
  private final ChainFolder chain;
  private final String folder;

  TestLooks(ArtifactStore store, ChainFolder chain) {
    this.store = requireNonNull(store, "store is null");
    this.chain = requireNonNull(chain, "chain is null");
    this.folder = "chains/" + chain.chainId() + "/tests/";
  }

  /**
   * Notes that the step of {@code key} is to see test. A report from before looks were noted counts
   * as one.
   */
  void note(String key) throws IOException {
    if (own().isEmpty() && chain.hasReport()) {
      store.put(folder + "before-" + chain.chainId(), EMPTY);
    }
    store.putIfAbsent(folder + key, EMPTY);
  }

  /** Returns the looks, sorted. */
  List<String> all() throws IOException {
    TreeSet<String> looks = new TreeSet<>(own());
    chain.origin().map(Origin::looks).ifPresent(looks::addAll);
    return List.copyOf(looks);
  }

  private List<String> own() throws IOException {
    List<String> names = new ArrayList<>();
    for (String path : store.list(folder)) {
      names.add(path.substring(folder.length()));
    }
    return names;
  }
}
