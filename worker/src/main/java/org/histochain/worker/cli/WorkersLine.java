package org.histochain.worker.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.histochain.worker.runtime.Role;
import org.histochain.worker.runtime.SeenWorker;
import org.jspecify.annotations.Nullable;

/** Who works, in a line: looked at now and then, however often it is shown. */
final class WorkersLine {
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final Supplier<Optional<List<SeenWorker>>> look;
  private @Nullable String line;
  private @Nullable Long looked;

  /**
   * @param look looks at who asks for work; empty where nobody can say
   */
  WorkersLine(Supplier<Optional<List<SeenWorker>>> look) {
    this.look = look;
  }

  /** Returns the line; null where nobody can say. */
  @Nullable String get() {
    long now = System.nanoTime();
    if (looked == null || now - looked >= PAUSE) {
      looked = now;
      line = look.get().map(WorkersLine::of).orElse(null);
    }
    return line;
  }

  /** A busy worker does not ask for more work: none seen is not none there. */
  static String of(List<SeenWorker> workers) {
    return workers.isEmpty()
        ? "none asks for work; one is started by: histochain worker"
        : workers.stream()
            .map(worker -> "%s (%s)".formatted(worker.identity(), roles(worker)))
            .collect(Collectors.joining(", "));
  }

  private static String roles(SeenWorker worker) {
    return worker.roles().size() == Role.values().length
        ? "all roles"
        : worker.roles().stream()
            .sorted()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }
}
