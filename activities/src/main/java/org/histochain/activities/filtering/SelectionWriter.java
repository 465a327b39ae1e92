package org.histochain.activities.filtering;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.histochain.activities.table.ScoreBlock;
import org.histochain.activities.table.ScoreTableFile;

/** Writes a selection while the next of it is looked for. The stream has it all once closed. */
final class SelectionWriter implements Selection, AutoCloseable {
  private static final int AHEAD = 4;

  private final ScoreTableFile.Writer writer;
  private final ExecutorService thread = PartWork.threads(1);
  private final List<ScoreBlock> blocks = new ArrayList<>();
  private final List<Future<?>> written = new ArrayList<>();
  private int turn;

  SelectionWriter(OutputStream stream, List<String> classes) throws IOException {
    writer = ScoreTableFile.writer(stream, classes);
    for (int block = 0; block < AHEAD; block++) {
      blocks.add(new ScoreBlock(classes.size()));
      written.add(CompletableFuture.completedFuture(null));
    }
  }

  @Override
  public void accept(ScoreBlock block, int[] rows, int count) throws IOException {
    PartWork.result(written.get(turn));
    ScoreBlock copy = blocks.get(turn);
    copy.take(block, rows, count);
    written.set(
        turn,
        thread.submit(
            () -> {
              writer.write(copy);
              return copy;
            }));
    turn = (turn + 1) % AHEAD;
  }

  @Override
  public void close() throws IOException {
    try (writer;
        thread) {
      for (Future<?> block : written) {
        PartWork.result(block);
      }
    }
  }
}
