package org.histochain.worker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.histochain.activities.network.Architecture;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.StartMatch;
import org.histochain.workflows.contract.NetworkSpec;

/** The weights that {@code network.init} of a chain file names, refused before anything begins. */
record StartFile(Path chainFile, Path init) {
  /** Refuses what is no file of weights at all. */
  void requireWeights() throws IOException {
    if (!Files.isRegularFile(init)) {
      throw CliError.wrongInput(
          "%s: network.init is %s, which is no file: correct the path".formatted(chainFile, init));
    }
    try {
      SafetensorsFile.read(Files.readAllBytes(init));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /**
   * Refuses another network's weights, and tells {@code console} what matched and what did not.
   *
   * @param network the chain's, stem decided
   */
  void requireMatch(NetworkSpec network, int classes, Console console) throws IOException {
    try {
      StartMatch.of(new Architecture(network, classes), Files.readAllBytes(init))
          .lines()
          .forEach(console::note);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private CliError refused(IllegalArgumentException fault) {
    return CliError.wrongInput(
        "%s: network.init is %s: %s; give a safetensors file of this network, or none"
            .formatted(chainFile, init, fault.getMessage()));
  }
}
