package org.histochain.worker.cli;

import java.time.Duration;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --checkpoint-seconds} and {@code --checkpoint-updates}: how much a crash may cost. */
final class CheckpointOptions {
  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      description = "Keep a checkpoint of training every N seconds (default: 60).")
  private long seconds = CheckpointRhythm.EVERY_MINUTE.interval().toSeconds();

  @Option(
      names = "--checkpoint-updates",
      paramLabel = "N",
      description = "Keep one every N updates too (default: by time alone).")
  private @Nullable Long updates;

  /** Returns what was chosen, or refuses it. */
  CheckpointRhythm rhythm() {
    long limit = updates == null ? Long.MAX_VALUE : updates;
    return new CheckpointRhythm(
        Duration.ofSeconds(positive("--checkpoint-seconds", seconds)),
        positive("--checkpoint-updates", limit));
  }

  private static long positive(String name, long value) {
    if (value < 1) {
      throw CliError.wrongInput("%s is %d: it must be at least 1".formatted(name, value));
    }
    return value;
  }
}
