package org.histochain.worker.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.experiment.ExperimentFolder;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.ConnectionSettings;
import org.histochain.worker.runtime.ExperimentStarter;
import org.histochain.worker.runtime.TemporalConnection;
import org.histochain.worker.runtime.TemporalUnreachableException;
import org.histochain.worker.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The Temporal and the store that the settings name, opened when first asked for. */
final class Places implements AutoCloseable {
  private final Settings settings;
  private @Nullable Artifacts artifacts;
  private @Nullable TemporalConnection temporal;

  Places(Settings settings) {
    this.settings = settings;
  }

  static Places of(Console console) {
    return new Places(Settings.load(console.environment()));
  }

  Settings settings() {
    return settings;
  }

  Artifacts artifacts() throws IOException {
    Artifacts opened = artifacts;
    if (opened == null) {
      opened =
          new Artifacts(Stores.open(settings.store()), settings.cache(), new SimpleMeterRegistry());
      artifacts = opened;
    }
    return opened;
  }

  ArtifactStore store() throws IOException {
    return artifacts().store();
  }

  TemporalConnection temporal() throws TemporalUnreachableException {
    TemporalConnection opened = temporal;
    if (opened == null) {
      opened = TemporalConnection.open(connection());
      temporal = opened;
    }
    return opened;
  }

  /** Returns the connection if there is one already. */
  Optional<TemporalConnection> connected() {
    return Optional.ofNullable(temporal);
  }

  /**
   * Returns what reads a chain's status; it connects to Temporal when first asked.
   *
   * @param notes takes a line where Temporal does not answer
   */
  ChainStatusReader chains(Consumer<String> notes) throws IOException {
    return new ChainStatusReader(store(), chain -> new ChainStarter(temporal()).live(chain), notes);
  }

  /**
   * Returns what reads an experiment's status; it connects to Temporal when first asked.
   *
   * @param notes takes a line where Temporal does not answer
   */
  ExperimentStatusReader experiments(Consumer<String> notes) throws IOException {
    return new ExperimentStatusReader(
        store(), experiment -> new ExperimentStarter(temporal()).live(experiment), notes);
  }

  /** Whether an id is an experiment's; a chain of the same id comes first. */
  boolean isExperiment(String id) throws IOException {
    return new ChainFolder(store(), id).spec().isEmpty()
        && new ExperimentFolder(store(), id).exists();
  }

  ConnectionSettings connection() {
    return new ConnectionSettings(
        settings.temporal().getAddress(),
        settings.temporal().getNamespace(),
        settings.temporal(),
        settings.temporalUi().orElse(null));
  }

  /** Returns a folder for what a command or worker needs only while it runs. */
  Path scratch() {
    return settings.cache().scratch();
  }

  @Override
  public void close() {
    if (temporal != null) {
      temporal.close();
    }
    if (artifacts != null) {
      artifacts.store().close();
    }
  }
}
