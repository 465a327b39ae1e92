package org.histochain.activities.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.step.StepFailure;
import org.histochain.activities.table.IndexRow;
import org.histochain.activities.table.IndexTable;

/** A data set's index in memory. */
public final class DatasetIndex {
  private final DatasetManifest manifest;
  private final List<IndexRow> rows;
  private final Map<String, IndexRow> byId;
  private final List<List<IndexRow>> byShard;

  private DatasetIndex(DatasetManifest manifest, List<IndexRow> rows) {
    this.manifest = manifest;
    this.rows = List.copyOf(rows);
    this.byId = HashMap.newHashMap(rows.size());
    this.byShard = new ArrayList<>();
    for (int shard = 0; shard < manifest.shards().size(); shard++) {
      byShard.add(new ArrayList<>());
    }
    for (IndexRow row : rows) {
      byId.put(row.id(), row);
      byShard.get(row.shard()).add(row);
    }
  }

  /** Reads the index that {@code manifest} names. */
  public static DatasetIndex load(Artifacts artifacts, DatasetManifest manifest)
      throws IOException {
    return new DatasetIndex(manifest, IndexTable.read(artifacts.fetch(manifest.index())));
  }

  /** Returns all rows, in shard order. */
  public List<IndexRow> rows() {
    return rows;
  }

  /** Returns the rows of one shard, in its order. */
  public List<IndexRow> shard(int shard) {
    if (shard < 0 || shard >= byShard.size()) {
      throw StepFailure.invalidDataset(
          "Data set "
              + manifest.name()
              + " has shards 0 to "
              + (byShard.size() - 1)
              + ", no "
              + shard);
    }
    return List.copyOf(byShard.get(shard));
  }

  /** Returns whether there is a patch of that id. */
  public boolean contains(String id) {
    return byId.containsKey(id);
  }

  /**
   * Returns the row of a patch.
   *
   * @throws org.histochain.activities.step.StepFailure if there is none
   */
  public IndexRow row(String id) {
    IndexRow row = byId.get(id);
    if (row == null) {
      throw StepFailure.invalidDataset("Data set " + manifest.name() + " has no patch " + id);
    }
    return row;
  }
}
