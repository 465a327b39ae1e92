package org.histochain.activities.upkeep;

/** Is told how far a long look at a store is; from one thread or another, one at a time. */
@FunctionalInterface
public interface UpkeepMonitor {
  /**
   * Takes the latest.
   *
   * @param what what is done: {@code objects}
   * @param done bytes or records done
   * @param total how many there are, or 0 where that is not known
   */
  void progress(String what, long done, long total);

  /** A monitor that nobody looks at. */
  static UpkeepMonitor silent() {
    return (what, done, total) -> {};
  }
}
