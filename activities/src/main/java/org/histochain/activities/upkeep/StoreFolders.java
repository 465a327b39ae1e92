package org.histochain.activities.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.ObjectReading;

/** Where things lie in a store, read from their paths. */
final class StoreFolders {
  static final String STEPS = "steps/";
  static final String CHAINS = "chains/";
  static final String DATASETS = "datasets/";
  static final String CHECKPOINTS = "checkpoints/";
  static final String QUARANTINE = "quarantine/";
  static final String EXPERIMENTS = "experiments/";
  static final String PROBES = "probe/";

  private static final Pattern MANIFEST = Pattern.compile("steps/([0-9a-f]{64})/manifest\\.json");
  private static final Pattern CHECKPOINT = Pattern.compile("checkpoints/([0-9a-f]{64})/.+");
  private static final Pattern IN_CHAIN = Pattern.compile("chains/([^/]+)/(.+)");
  private static final Pattern EXPERIMENT_RECORD =
      Pattern.compile("experiments/[^/]+/(audits/)?[^/]+\\.json");
  private static final Pattern MARKER = Pattern.compile("steps/([0-9a-f]{64})");

  private StoreFolders() {}

  /** Whether a path is that of a sealed record of an experiment, not of its report. */
  static boolean isRecordOfExperiment(String path) {
    return EXPERIMENT_RECORD.matcher(path).matches();
  }

  /** Something in a chain's folder. */
  record InChain(String chain, String name) {
    /** Returns the step's key where this is a step's marker. */
    Optional<String> markedKey() {
      return group(MARKER, name);
    }
  }

  /** Returns the key of the manifest at a path. */
  static Optional<String> manifestKey(String path) {
    return group(MANIFEST, path);
  }

  /** Returns the key of the step whose checkpoint, or note of a start, is at a path. */
  static Optional<String> checkpointKey(String path) {
    return group(CHECKPOINT, path);
  }

  static Optional<InChain> inChain(String path) {
    Matcher matcher = IN_CHAIN.matcher(path);
    return matcher.matches()
        ? Optional.of(new InChain(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Returns an object's bytes; empty where somebody has deleted it meanwhile. */
  static Optional<byte[]> read(ArtifactStore store, String path) throws IOException {
    try {
      return Optional.of(ObjectReading.read(store, path, InputStream::readAllBytes));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
