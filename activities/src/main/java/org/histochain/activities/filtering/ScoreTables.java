package org.histochain.activities.filtering;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.activities.table.ScoreTableFile.BlockConsumer;
import org.histochain.workflows.contract.ScoreTable;

/** The rows of a pool's score tables, in shard order. */
final class ScoreTables implements ScorePool {
  private final Artifacts artifacts;
  private final ScoreIndex index;
  private final List<String> classes;
  private final StepMonitor monitor;

  ScoreTables(Artifacts artifacts, ScoreIndex index, List<String> classes, StepMonitor monitor) {
    this.artifacts = artifacts;
    this.index = index;
    this.classes = classes;
    this.monitor = monitor;
  }

  @Override
  public int parts() {
    return index.tables().size();
  }

  @Override
  public int rows(int part) {
    return index.tables().get(part).rows();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException also if the table's classes are others than the chain's
   */
  @Override
  public void forEach(int part, BlockConsumer visitor) throws IOException {
    monitor.check();
    ScoreTable table = index.tables().get(part);
    if (table.rows() == 0) {
      return;
    }
    List<String> found = ScoreTableFile.forEachBlock(artifacts.fetch(table.table()), visitor);
    if (!found.equals(classes)) {
      throw new IOException(
          "Score table %s has the classes %s, the chain %s"
              .formatted(table.table().sha256(), found, classes));
    }
  }
}
