package org.histochain.activities.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.Ids;
import org.histochain.activities.artifact.MissingArtifactException;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.step.Json;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.DatasetRef;

/**
 * The data sets of a store: {@code datasets/<name>/<digest>.json} for each version, {@code
 * datasets/<name>/current} naming the latest.
 */
public final class Datasets {
  private static final String FOLDER = "datasets/";
  private static final String CURRENT = "/current";
  private static final Pattern VERSION = Pattern.compile("([0-9a-f]{64})\\.json");

  private final Artifacts artifacts;

  public Datasets(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * Checks a data set's name.
   *
   * @throws StepFailure if it is not allowed
   */
  public static String checkName(String name) {
    try {
      return Ids.check("data set name", name);
    } catch (IllegalArgumentException e) {
      throw StepFailure.invalidDataset(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the latest version of a data set, or empty if the store has none of that name. */
  public Optional<DatasetRef> current(String name) throws IOException {
    checkName(name);
    try {
      String digest = new String(read(FOLDER + name + CURRENT), UTF_8).strip();
      return Optional.of(new DatasetRef(name, digest));
    } catch (MissingArtifactException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the latest version of a data set.
   *
   * @throws StepFailure if the store has none of that name
   */
  public DatasetRef require(String name) throws IOException {
    return current(name)
        .orElseThrow(
            () ->
                StepFailure.invalidDataset(
                    "There is no data set "
                        + name
                        + " in "
                        + artifacts.store().describe()
                        + ": see `histochain dataset list`, or import it with `histochain dataset"
                        + " import "
                        + name
                        + " SOURCE`"));
  }

  /**
   * Reads a version's manifest.
   *
   * @throws StepFailure if it is missing or its bytes are not those of its digest
   */
  public DatasetManifest load(DatasetRef ref) throws IOException {
    checkName(ref.name());
    String version = "version " + ref.digest() + " of data set " + ref.name();
    byte[] content;
    try {
      content = read(path(ref));
    } catch (MissingArtifactException e) {
      throw StepFailure.invalidDataset(
          "There is no "
              + version
              + " in "
              + artifacts.store().describe()
              + ": see `histochain dataset list`, and import it again");
    }
    if (!Sha256.of(content).equals(ref.digest())) {
      throw StepFailure.invalidDataset(
          "The manifest of "
              + version
              + " is damaged in "
              + artifacts.store().describe()
              + ": import the data set again");
    }
    DatasetManifest manifest = Json.mapper().readValue(content, DatasetManifest.class);
    if (manifest.schema() > DatasetManifest.SCHEMA) {
      throw StepFailure.invalidDataset(
          "The " + version + " was written by a newer Histochain: use that one or a newer");
    }
    return manifest;
  }

  /**
   * Stores a manifest and then makes it the latest of its name; what it names must be stored
   * already.
   */
  public DatasetRef publish(DatasetManifest manifest) throws IOException {
    checkName(manifest.name());
    byte[] content = manifest.canonical();
    DatasetRef ref = new DatasetRef(manifest.name(), Sha256.of(content));
    artifacts.store().put(path(ref), content);
    artifacts.store().put(FOLDER + ref.name() + CURRENT, (ref.digest() + "\n").getBytes(UTF_8));
    return ref;
  }

  /** Returns the names of all data sets that have a latest version, sorted. */
  public List<String> names() throws IOException {
    return artifacts.store().list(FOLDER).stream()
        .filter(path -> path.endsWith(CURRENT))
        .map(path -> path.substring(FOLDER.length(), path.length() - CURRENT.length()))
        .filter(name -> !name.contains("/"))
        .toList();
  }

  /** Returns all versions of a data set whose manifest is stored, whole or not, by digest. */
  public List<DatasetRef> versions(String name) throws IOException {
    checkName(name);
    String folder = FOLDER + name + "/";
    return artifacts.store().list(folder).stream()
        .map(path -> VERSION.matcher(path.substring(folder.length())))
        .filter(Matcher::matches)
        .map(file -> new DatasetRef(name, file.group(1)))
        .toList();
  }

  private static String path(DatasetRef ref) {
    return FOLDER + ref.name() + "/" + ref.digest() + ".json";
  }

  private byte[] read(String path) throws IOException {
    try (InputStream content = artifacts.store().open(path)) {
      return content.readAllBytes();
    }
  }
}
