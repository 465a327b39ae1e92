package org.histochain.activities.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.image.ZipFiles;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** Tells what kind of source an import is from, and opens it. */
final class Sources {
  private static final String NCT_TRAIN = "NCT-CRC-HE-100K";
  private static final String NCT_TEST = "CRC-VAL-HE-7K";

  private Sources() {}

  /**
   * Opens a source; the caller closes it.
   *
   * @throws org.histochain.activities.step.StepFailure if it is of no known kind, or not as it
   *     should be
   */
  static PatchSource open(ImportRequest request) throws IOException {
    Path source = request.source();
    if (!Files.exists(source)) {
      throw StepFailure.invalidDataset("There is no file or folder " + source + ": check the path");
    }
    if (isNpz(source)) {
      if (request.table() != null || request.externalTest() != null) {
        throw StepFailure.invalidDataset(
            source
                + " is an .npz file, which has its own table and splits: leave out --csv and"
                + " --external-test");
      }
      return NpzSource.open(source, request.classes());
    }
    if (request.table() != null && request.externalTest() != null) {
      throw StepFailure.invalidDataset(
          "--external-test goes with class folders: in a table, say test in the split column");
    }
    Path train = source;
    Path test = request.externalTest();
    if (request.table() == null && test == null && Files.isDirectory(source)) {
      Path external = source.resolve(NCT_TEST);
      List<Path> parts = Files.isDirectory(external) ? nct(source) : List.of();
      if (parts.size() > 1) {
        throw StepFailure.invalidDataset(
            "%s holds %d folders %s*: give one of them as SOURCE, and --external-test %s"
                .formatted(source, parts.size(), NCT_TRAIN, external));
      }
      if (parts.size() == 1) {
        train = parts.getFirst();
        test = external;
      }
    }
    return open(request, train, test);
  }

  private static List<Path> nct(Path source) throws IOException {
    try (Stream<Path> entries = Files.list(source)) {
      return entries
          .filter(entry -> String.valueOf(entry.getFileName()).startsWith(NCT_TRAIN))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private static PatchSource open(ImportRequest request, Path train, @Nullable Path test)
      throws IOException {
    List<ImageFiles> opened = new ArrayList<>();
    try {
      opened.add(files(train, request.table() == null));
      if (test != null) {
        opened.add(files(test, true));
      }
      return request.table() == null
          ? ClassFolders.source(
              opened.getFirst(), request.classes(), test == null ? null : opened.getLast())
          : TableSource.source(request.table(), opened.getFirst(), request.classes());
    } catch (IOException | RuntimeException e) {
      for (ImageFiles files : opened) {
        files.close();
      }
      throw e;
    }
  }

  private static ImageFiles files(Path source, boolean classFolders) throws IOException {
    ImageFiles files = ImageFiles.open(source);
    if (files != null) {
      return classFolders && files instanceof ZipFiles zip ? zip.unwrapped() : files;
    }
    throw StepFailure.invalidDataset(
        source
            + (Files.exists(source) ? "" : " does not exist, and")
            + " is neither an .npz file nor a folder nor a .zip: give a MedMNIST .npz, or a folder or"
            + " zip with a folder of images for each class, or with a table (--csv)");
  }

  private static boolean isNpz(Path source) {
    return Files.isRegularFile(source)
        && source.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }
}
