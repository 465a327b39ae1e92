package org.histochain.activities.audit;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.histochain.activities.dataset.PatchFile;

/** Changed copies of decoded patches, in a file of this machine that goes when they are closed. */
final class PerturbedPatches implements AutoCloseable {
  private static final int BLOCK = 256;

  private final Path file;
  private final PatchFile patches;

  private PerturbedPatches(Path file, PatchFile patches) {
    this.file = file;
    this.patches = patches;
  }

  /**
   * Writes changed copies.
   *
   * @param change a pure function of a patch, uint8 [side, side, 3], safe for many threads
   * @param scratch folder for the file
   */
  static PerturbedPatches of(PatchFile patches, UnaryOperator<byte[]> change, Path scratch)
      throws IOException {
    requireNonNull(change, "change is null");
    Files.createDirectories(scratch);
    Path file = Files.createTempFile(scratch, "audit-", ".pixels");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (int from = 0; from < patches.size(); from += BLOCK) {
          byte[][] block =
              IntStream.range(from, Math.min(from + BLOCK, patches.size()))
                  .parallel()
                  .mapToObj(
                      index -> change.apply(patches.patch(index).toArray(ValueLayout.JAVA_BYTE)))
                  .toArray(byte[][]::new);
          for (byte[] patch : block) {
            out.write(patch);
          }
        }
      }
      return new PerturbedPatches(file, PatchFile.map(file, patches.side(), patches.ids()));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  PatchFile patches() {
    return patches;
  }

  @Override
  public void close() throws IOException {
    patches.close();
    Files.deleteIfExists(file);
  }
}
