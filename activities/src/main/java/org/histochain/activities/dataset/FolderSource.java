package org.histochain.activities.dataset;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.table.ChannelSums;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a folder of images for each class. PNG files are kept byte for byte once they have
 * been decoded; JPEG and TIFF become PNG, their pixels unchanged.
 */
final class FolderSource implements PatchSource {
  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "tif", "tiff");
  private static final long MOST_BYTES = 512L << 20;

  private final Path folder;
  private final List<String> classes;
  private final List<Image> images;
  private final List<SkippedImage> ignored;
  private final OnBadImage onBadImage;
  private final Iterator<Image> left;
  private final int side;

  private record Image(Path file, String path, int classIndex) {}

  private record Listing(List<Image> images, List<SkippedImage> ignored) {}

  private FolderSource(
      Path folder, List<String> classes, Listing listing, OnBadImage onBadImage, int side) {
    this.folder = folder;
    this.classes = classes;
    this.images = listing.images();
    this.ignored = listing.ignored();
    this.onBadImage = onBadImage;
    this.left = images.iterator();
    this.side = side;
  }

  /**
   * Lists the images of a folder.
   *
   * @param wanted class names in the order of their indices; empty: all folders, by name
   * @throws org.histochain.activities.step.StepFailure if there is no folder of a class
   */
  static FolderSource open(Path folder, List<String> wanted, OnBadImage onBadImage)
      throws IOException {
    List<SkippedImage> ignored = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (Path entry : sorted(folder)) {
      String name = name(entry);
      if (Files.isDirectory(entry)) {
        found.add(name);
      } else {
        ignored.add(new SkippedImage(name, "it is in no class folder"));
      }
    }
    for (String name : wanted) {
      if (!found.contains(name)) {
        throw Datasets.invalid(
            "Class %s has no folder in %s, which has %s: correct the class names or the path"
                .formatted(name, folder, found));
      }
    }
    List<String> classes = wanted.isEmpty() ? found : wanted;
    for (String name : found) {
      if (!classes.contains(name)) {
        ignored.add(new SkippedImage(name, "it is none of the classes asked for"));
      }
    }
    List<Image> images = new ArrayList<>();
    for (int index = 0; index < classes.size(); index++) {
      String name = classes.get(index);
      for (Path entry : sorted(folder.resolve(name))) {
        String path = name + "/" + name(entry);
        if (Files.isDirectory(entry)) {
          throw Datasets.invalid(
              folder.resolve(path)
                  + " is a folder inside a class folder: put the images straight into the folder"
                  + " of their class");
        }
        if (EXTENSIONS.contains(extension(path))) {
          images.add(new Image(entry, path, index));
        } else {
          ignored.add(new SkippedImage(path, "its name is not that of a PNG, JPEG or TIFF image"));
        }
      }
    }
    return new FolderSource(
        folder, classes, new Listing(images, ignored), onBadImage, firstSide(images));
  }

  /** Hidden files and folders are no one's data. */
  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !name(entry).startsWith("."))
          .sorted((one, other) -> name(one).compareTo(name(other)))
          .toList();
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** The side that the first readable header says, so that no other size is ever decoded. */
  private static int firstSide(List<Image> images) throws IOException {
    for (Image image : images) {
      try (EncodedImage encoded = EncodedImage.open(bytes(image))) {
        return encoded.width();
      } catch (UnreadableImageException e) {
        // Named when its turn comes.
      }
    }
    return 1;
  }

  private static byte[] bytes(Image image) throws IOException {
    long size = Files.size(image.file());
    if (size > MOST_BYTES) {
      throw new UnreadableImageException("the file has " + size + " bytes, too many for a patch");
    }
    return Files.readAllBytes(image.file());
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public long size() {
    return images.size();
  }

  @Override
  public String description() {
    return "folders";
  }

  @Override
  public List<SkippedImage> ignored() {
    return ignored;
  }

  @Override
  public long bytesPerPatch() {
    return 8L * side * side;
  }

  @Override
  public @Nullable Callable<PatchOutcome> next() {
    if (!left.hasNext()) {
      return null;
    }
    Image image = left.next();
    return () -> read(image);
  }

  private PatchOutcome read(Image image) throws IOException {
    String origin = folder.resolve(image.path().replace('/', File.separatorChar)).toString();
    try {
      byte[] file = bytes(image);
      try (EncodedImage encoded = EncodedImage.open(file)) {
        if (encoded.width() != side || encoded.height() != side) {
          throw wrongSize(origin, encoded);
        }
        byte[] pixels = encoded.pixels();
        byte[] png = encoded.format().equals("png") ? file : PngEncoder.encode(pixels, side);
        return new SourcePatch(
            PatchIds.ofPath(image.path()),
            origin,
            image.classIndex(),
            null,
            null,
            side,
            png,
            Sha256.of(pixels),
            ChannelSums.of(pixels));
      }
    } catch (UnreadableImageException e) {
      if (onBadImage == OnBadImage.skip) {
        return new SkippedImage(image.path(), String.valueOf(e.getMessage()));
      }
      throw Datasets.invalid(
          "Image %s cannot be read: %s; replace it, or import with --on-bad-image skip"
              .formatted(origin, e.getMessage()));
    }
  }

  private RuntimeException wrongSize(String origin, EncodedImage encoded) {
    String size = encoded.width() + " x " + encoded.height();
    return Datasets.invalid(
        encoded.width() != encoded.height()
            ? "Image %s is %s pixels: patches are square, so crop or remove it"
                .formatted(origin, size)
            : "Image %s is %s pixels, but the first is %d x %d: all patches of a data set have one side, so resize or remove it"
                .formatted(origin, size, side, side));
  }

  @Override
  public void close() {}
}
