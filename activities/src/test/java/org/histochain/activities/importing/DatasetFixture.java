package org.histochain.activities.importing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.dataset.DatasetCheck;
import org.histochain.activities.dataset.Datasets;
import org.histochain.activities.dataset.PatchLoader;
import org.histochain.activities.image.OnBadImage;
import org.histochain.activities.preparation.PrepareStep;
import org.histochain.activities.step.Producer;
import org.histochain.activities.step.StepMonitor;
import org.histochain.activities.step.StepRunner;

/** A store, in memory unless another is given, with what works on data sets, and small inputs. */
public final class DatasetFixture {
  public final Path folder;
  public final Artifacts artifacts;
  public final Datasets datasets;
  public final DatasetImporter importer;
  public final PatchLoader loader;
  public final PrepareStep prepare;

  public DatasetFixture(Path folder) throws IOException {
    this(folder, new MemoryStore());
  }

  public DatasetFixture(Path folder, ArtifactStore store) throws IOException {
    this.folder = folder;
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    this.artifacts = new Artifacts(store, folder.resolve("cache"), meters);
    this.datasets = new Datasets(artifacts);
    this.importer = new DatasetImporter(artifacts, datasets, folder.resolve("scratch"));
    this.loader = new PatchLoader(artifacts, folder.resolve("scratch"));
    this.prepare =
        new PrepareStep(
            artifacts,
            new StepRunner(artifacts, new Producer("test", "none"), meters),
            datasets,
            loader);
  }

  public Imported importFrom(Path source, String... classes) throws IOException {
    return importer.run(
        new ImportRequest("set", source, List.of(classes), OnBadImage.fail), StepMonitor.silent());
  }

  public Imported synthesise(int count, int side) throws IOException {
    return importer.run(new SynthRequest("tissue", count, side, 0.5, 1), StepMonitor.silent());
  }

  /** Reads all that the store's data sets name, and returns what is wrong. */
  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>();
    for (String name : datasets.names()) {
      faults.addAll(new DatasetCheck(artifacts).run(name, StepMonitor.silent()).faults());
    }
    return faults;
  }

  /** Writes a noisy square image, different for each seed. */
  public static Path image(Path file, String format, int width, int height, long seed)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    Files.createDirectories(file.getParent());
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("No writer of " + format);
    }
    return file;
  }

  /** Returns an array as NumPy saves it. */
  public static byte[] npy(String dtype, List<Integer> shape, byte[] content) {
    String axes = shape.toString().replace("[", "(").replace("]", shape.size() == 1 ? ",)" : ")");
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(dtype, axes);
    String padded = header + " ".repeat(63 - (header.length() + 10) % 64) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(padded.length() & 0xff);
    bytes.write(padded.length() >> 8);
    bytes.writeBytes(padded.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  /** An array to be written to an npz file. */
  public record Entry(String name, byte[] content) {}

  public static Path npz(Path file, Entry... entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Entry entry : entries) {
        zip.putNextEntry(new ZipEntry(entry.name() + ".npy"));
        zip.write(entry.content());
        zip.closeEntry();
      }
    }
    return file;
  }

  public static Entry images(String key, int count, int side) {
    byte[] pixels = new byte[count * side * side * 3];
    new Random(count + 31L * key.hashCode()).nextBytes(pixels);
    return new Entry(key + "_images", npy("|u1", List.of(count, side, side, 3), pixels));
  }

  public static Entry labels(String key, int... labels) {
    byte[] content = new byte[labels.length];
    for (int index = 0; index < labels.length; index++) {
      content[index] = (byte) labels[index];
    }
    return new Entry(key + "_labels", npy("|u1", List.of(labels.length, 1), content));
  }
}
