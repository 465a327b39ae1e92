package org.histochain.activities.filtering;

import java.io.IOException;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.table.ScoreTableFile;
import org.histochain.activities.table.ScoreTableFile.RowConsumer;
import org.histochain.workflows.contract.ScoreTable;

/** The rows of a pool's score tables, in shard order, one table in reach at a time. */
final class ScoreTables implements RowSource {
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

  /**
   * {@inheritDoc}
   *
   * @throws IOException also if a table's classes are others than the chain's
   */
  @Override
  public void forEach(RowConsumer visitor) throws IOException {
    for (ScoreTable table : index.tables()) {
      monitor.check();
      if (table.rows() == 0) {
        continue;
      }
      List<String> found = ScoreTableFile.forEach(artifacts.fetch(table.table()), visitor);
      if (!found.equals(classes)) {
        throw new IOException(
            "Score table %s has the classes %s, the chain %s"
                .formatted(table.table().sha256(), found, classes));
      }
    }
  }
}
