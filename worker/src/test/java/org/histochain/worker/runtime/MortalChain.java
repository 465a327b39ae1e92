package org.histochain.worker.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.checkpoint.CheckpointRhythm;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.DatasetRef;
import org.histochain.workflows.contract.TrainingSpec;

/**
 * A process that runs a chain of one iteration and has itself killed by SIGKILL at a given update
 * of a given step, or while it publishes the first checkpoint from there on. Every update leaves a
 * line with its step's name in a file.
 */
final class MortalChain {
  /** Updates of each training step. */
  static final int UPDATES = 60;

  /** Updates between two checkpoints. */
  static final int INTERVAL = 5;

  static final String ID = "mortal";

  /**
   * When to die.
   *
   * @param step {@code trainTeacher}, {@code pretrain} or {@code finetune}; empty: never
   * @param update after how many updates, counted from the step's first; a process that starts at
   *     this one, since the checkpoint that was to kill the last got published, dies at its first
   * @param publishing whether to go on to the next checkpoint and die inside its publishing
   */
  record Death(String step, int update, boolean publishing) {
    static final Death NEVER = new Death("", 0, false);

    List<String> words() {
      return List.of(step, Integer.toString(update), Boolean.toString(publishing));
    }

    static Death of(String... words) {
      return new Death(words[0], Integer.parseInt(words[1]), Boolean.parseBoolean(words[2]));
    }
  }

  private final Path log;
  private final Death death;
  private final Map<String, Integer> done;
  private volatile String step = "";

  /**
   * @param resumed updates that each step has behind it when this process starts
   */
  private MortalChain(Path log, Death death, Map<String, Integer> resumed) {
    this.log = log;
    this.death = death;
    done = new ConcurrentHashMap<>(resumed);
  }

  /** Arguments: folder, log, resumed update, step, update, publishing. */
  public static void main(String[] args) throws Exception {
    Death death = Death.of(args[3], args[4], args[5]);
    Path folder = Path.of(args[0]);
    MortalChain chain =
        new MortalChain(Path.of(args[1]), death, Map.of(death.step(), Integer.parseInt(args[2])));
    chain.run(folder);
    System.exit(0);
  }

  static ChainSpec spec(TinyChain tiny) throws IOException {
    DatasetRef dataset = tiny.dataset();
    TrainingSpec training =
        new TrainingSpec(null, UPDATES, 16, 2e-3, 1e-3, "uniform", 0.1, 1.0, 0.05, null, 0.9, null);
    return TinyChain.withMethodOptions(
        TinyChain.spec(dataset, tiny.list(dataset), "0.8", 1, training));
  }

  private void run(Path folder) throws Exception {
    TinyChain tiny = new TinyChain(folder);
    Artifacts mortal =
        new Artifacts(
            new MortalStore(folder.resolve("store")), folder.resolve("cache"), new Updates());
    CheckpointRhythm rhythm = new CheckpointRhythm(Duration.ofDays(1), INTERVAL);
    tiny.run(ID, spec(tiny), rhythm, mortal, new Updates());
  }

  private void updated(String name) {
    try {
      Files.writeString(log, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    step = name;
    int updates = done.merge(name, 1, Integer::sum);
    if (name.equals(death.step()) && updates >= death.update() && !death.publishing()) {
      kill();
      while (true) {
        LockSupport.park(); // which may return for no reason
      }
    }
  }

  private static void kill() {
    try {
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sees every update by the product's own counter. */
  private final class Updates extends SimpleMeterRegistry {
    @Override
    protected Counter newCounter(Meter.Id id) {
      Counter counter = super.newCounter(id);
      return id.getName().equals("histochain.trained")
          ? new Told(counter, String.valueOf(id.getTag("step")))
          : counter;
    }
  }

  private final class Told implements Counter {
    private final Counter counter;
    private final String name;

    Told(Counter counter, String name) {
      this.counter = counter;
      this.name = name;
    }

    @Override
    public void increment(double amount) {
      counter.increment(amount);
      updated(name);
    }

    @Override
    public double count() {
      return counter.count();
    }

    @Override
    public Id getId() {
      return counter.getId();
    }
  }

  /** Dies while it writes a checkpoint: it writes it again and again until it is dead. */
  private final class MortalStore extends ForwardingStore {
    MortalStore(Path folder) throws IOException {
      super(Stores.open(StoreLocation.folder(folder)));
    }

    @Override
    public void put(String path, byte[] content) throws IOException {
      boolean checkpoint = path.matches("checkpoints/.*/[0-9]+");
      if (checkpoint
          && death.publishing()
          && step.equals(death.step())
          && done.getOrDefault(step, 0) >= death.update()) {
        kill();
        while (true) {
          super.put(path, content);
        }
      }
      super.put(path, content);
    }
  }
}
