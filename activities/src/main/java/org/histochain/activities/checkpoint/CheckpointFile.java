package org.histochain.activities.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.network.SafetensorsFile;
import org.histochain.activities.network.Tensor;

/**
 * The bytes of a checkpoint: one line with the step's key and the digest of the rest, then a
 * safetensors file.
 *
 * <pre>histochain-checkpoint 1 KEY SHA256</pre>
 */
final class CheckpointFile {
  private static final String FORMAT = "histochain-checkpoint 1";
  static final int DIGITS = 64;
  private static final String UPDATE = "update";

  private CheckpointFile() {}

  /** Returns the bytes of a checkpoint of the step {@code key}. */
  static byte[] write(String key, Checkpoint checkpoint) {
    SortedMap<String, Tensor> tensors = new TreeMap<>(checkpoint.tensors());
    tensors.put(UPDATE, Tensor.scalar(checkpoint.update()));
    byte[] body = SafetensorsFile.write(tensors);
    byte[] head = head(key, Sha256.of(body)).getBytes(StandardCharsets.US_ASCII);
    byte[] file = Arrays.copyOf(head, Math.addExact(head.length, body.length));
    System.arraycopy(body, 0, file, head.length, body.length);
    return file;
  }

  /**
   * Reads a checkpoint of the step {@code key}.
   *
   * @throws IllegalArgumentException if the bytes are torn or changed, or those of another step;
   *     says which
   */
  static Checkpoint read(String key, byte[] file) {
    int length = head(key, "0".repeat(DIGITS)).length();
    if (file.length < length) {
      throw new IllegalArgumentException("it is torn: it has " + file.length + " bytes");
    }
    String head = new String(file, 0, length, StandardCharsets.US_ASCII);
    if (!head.startsWith(FORMAT + " " + key + " ")) {
      throw new IllegalArgumentException(strange(head));
    }
    byte[] body = Arrays.copyOfRange(file, length, file.length);
    if (!head.equals(head(key, Sha256.of(body)))) {
      throw new IllegalArgumentException("it is torn or changed: its digest is another");
    }
    SortedMap<String, Tensor> tensors = SafetensorsFile.read(body);
    long update = Checkpoint.tensor(tensors, UPDATE).toLong();
    tensors.remove(UPDATE);
    return new Checkpoint(update, tensors);
  }

  static String head(String key, String digest) {
    return FORMAT + " " + key + " " + digest + "\n";
  }

  private static String strange(String head) {
    String[] words = head.split(" ", -1);
    return head.startsWith(FORMAT + " ") && words.length == 4
        ? "it belongs to another step, " + words[2]
        : "it is no checkpoint of this version: it begins with another line";
  }
}
