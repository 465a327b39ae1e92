package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The work on a source's shards: some ahead, on threads, handed out in the order of the source. For
 * use by one thread; closing it stops the work.
 */
final class ShardQueue implements AutoCloseable {
  private final PatchSource source;
  private final Path folder;
  private final int ahead;
  private final Function<SourceShard, ShardWork> work;
  private final ExecutorService executor;
  private final Deque<Future<ShardWork.Done>> running = new ArrayDeque<>();

  /**
   * @param folder where the source may keep images until their turn comes
   */
  ShardQueue(PatchSource source, Path folder, int threads, Function<SourceShard, ShardWork> work) {
    this.source = source;
    this.folder = folder;
    this.ahead = 2 * threads;
    this.work = work;
    this.executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("histochain-import-", 0).factory());
  }

  /** Returns the next finished shard; null after the last. */
  ShardWork.@Nullable Done next() throws IOException {
    fill();
    return running.isEmpty() ? null : result(running.remove());
  }

  private void fill() throws IOException {
    while (running.size() < ahead) {
      SourceShard shard = source.nextShard(folder);
      if (shard == null) {
        return;
      }
      running.add(executor.submit(work.apply(shard)));
    }
  }

  private static ShardWork.Done result(Future<ShardWork.Done> shard) throws IOException {
    try {
      return shard.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case IOException cause -> throw cause;
        case null, default -> throw new IOException("A shard could not be imported", e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while importing", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
