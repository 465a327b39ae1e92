package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next patches of a source, at most {@link DatasetWriter#SHARD} of them.
 *
 * @param patches the patches, in the order of the source
 * @param spool a file that their images lie in, deleted on closing; null: none
 */
record SourceShard(List<SourcePatch> patches, @Nullable Path spool) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    if (spool != null) {
      Files.deleteIfExists(spool);
    }
  }
}
