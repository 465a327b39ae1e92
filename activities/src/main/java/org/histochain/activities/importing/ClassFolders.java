package org.histochain.activities.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.histochain.activities.dataset.PatchIds;
import org.histochain.activities.dataset.Splits;
import org.histochain.activities.image.ImageFiles;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** A folder or zip with a folder of images for each class. */
final class ClassFolders {
  private static final String TEST = "test/";

  private final List<String> classes;
  private final List<FileEntry> entries = new ArrayList<>();
  private final List<SkippedImage> ignored = new ArrayList<>();

  private ClassFolders(List<String> classes) {
    this.classes = classes;
  }

  /**
   * Lists the images.
   *
   * @param wanted class names in the order of their indices; empty: all folders, by name
   * @param externalTest class folders of the test set; null: no split is declared
   * @throws org.histochain.activities.step.StepFailure if there is no folder of a class
   */
  static FileSource source(ImageFiles files, List<String> wanted, @Nullable ImageFiles externalTest)
      throws IOException {
    SortedMap<String, SortedSet<String>> folders = files.folders();
    List<String> found = folders.keySet().stream().filter(name -> !name.isEmpty()).toList();
    for (String name : wanted) {
      if (!found.contains(name)) {
        throw StepFailure.invalidDataset(
            "Class %s has no folder in %s, which has %s: correct the class names or the path"
                .formatted(name, files.where(), found));
      }
    }
    ClassFolders listing = new ClassFolders(wanted.isEmpty() ? found : wanted);
    if (externalTest == null) {
      listing.add(files, folders, "", null);
      return listing.source("folders", List.of(files));
    }
    listing.add(files, folders, "", Splits.TRAIN);
    listing.addTest(externalTest, wanted.isEmpty());
    return listing.source("folders with an external test set", List.of(files, externalTest));
  }

  private FileSource source(String description, List<ImageFiles> files) {
    return new FileSource(description, files, classes, entries, ignored);
  }

  private void addTest(ImageFiles test, boolean allClasses) throws IOException {
    SortedMap<String, SortedSet<String>> folders = test.folders();
    for (String name : folders.keySet()) {
      if (allClasses && !name.isEmpty() && !classes.contains(name)) {
        throw StepFailure.invalidDataset(
            "The external test set %s has a class %s, the images to train on have %s: classes are matched by name, so rename the folder"
                .formatted(test.where(), name, classes));
      }
    }
    int before = entries.size();
    add(test, folders, TEST, Splits.TEST);
    if (entries.size() == before) {
      throw StepFailure.invalidDataset(
          "The external test set %s has no images in folders named %s: check the path"
              .formatted(test.where(), classes));
    }
  }

  private void add(
      ImageFiles files,
      SortedMap<String, SortedSet<String>> folders,
      String prefix,
      @Nullable String split) {
    folders.forEach(
        (folder, names) -> {
          if (folder.isEmpty()) {
            names.forEach(
                name -> ignored.add(new SkippedImage(prefix + name, "it is in no class folder")));
          } else if (!classes.contains(folder)) {
            ignored.add(new SkippedImage(prefix + folder, "it is none of the classes asked for"));
          }
        });
    for (int index = 0; index < classes.size(); index++) {
      String folder = classes.get(index);
      for (String name : folders.getOrDefault(folder, Collections.emptySortedSet())) {
        add(files, folder + "/" + name, prefix, index, split);
      }
    }
  }

  private void add(
      ImageFiles files, String path, String prefix, int classIndex, @Nullable String split) {
    if (path.endsWith("/")) {
      throw StepFailure.invalidDataset(
          "%s: %s is a folder inside a class folder: put the images straight into the folder of their class, or give a table with --csv"
              .formatted(files.where(), path.substring(0, path.length() - 1)));
    }
    if (ImageFiles.isImage(path)) {
      String id = PatchIds.ofPath(prefix + path);
      entries.add(new FileEntry(files, path, id, classIndex, split, null));
    } else {
      ignored.add(
          new SkippedImage(prefix + path, "its name is not that of a PNG, JPEG or TIFF image"));
    }
  }
}
