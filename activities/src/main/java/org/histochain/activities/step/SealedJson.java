package org.histochain.activities.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.histochain.activities.artifact.Sha256;

/**
 * Records whose name in the store says nothing of their bytes, and that tell nevertheless when one
 * bit of them has changed: the last field of the object, {@code seal}, is the SHA-256 of all bytes
 * before it. What older versions wrote has no seal; it must have no unknown fields either, since a
 * seal whose name was changed would be one.
 */
public final class SealedJson {
  private static final String SEAL = "seal";
  private static final byte[] OPENING = ascii(",\n  \"" + SEAL + "\" : \"");
  private static final byte[] CLOSING = ascii("\"\n}");
  private static final int DIGITS = 64;
  private static final int LENGTH = OPENING.length + DIGITS + CLOSING.length;
  private static final ObjectWriter INDENTED =
      Json.mapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));
  private static final ObjectReader STRICT =
      Json.mapper().reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ObjectNode tree;
  private final boolean sealed;

  private SealedJson(ObjectNode tree, boolean sealed) {
    this.tree = tree;
    this.sealed = sealed;
  }

  /** Returns a record of one field or more with its seal, as indented JSON in UTF-8. */
  public static byte[] write(Object value) {
    byte[] open;
    try {
      open = INDENTED.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not to be written as JSON: " + value, e);
    }
    int length = open.length - ascii("\n}").length;
    byte[] content = Arrays.copyOf(open, length);
    String seal = Sha256.of(content);
    byte[] sealed = Arrays.copyOf(content, length + LENGTH);
    System.arraycopy(OPENING, 0, sealed, length, OPENING.length);
    System.arraycopy(ascii(seal), 0, sealed, length + OPENING.length, DIGITS);
    System.arraycopy(CLOSING, 0, sealed, sealed.length - CLOSING.length, CLOSING.length);
    return sealed;
  }

  /**
   * Reads a record's bytes.
   *
   * @throws DamagedArtifactException if they are no JSON object, or not those that were sealed; the
   *     message says which, and begins as if "it" were named before
   */
  public static SealedJson read(byte[] content) throws DamagedArtifactException {
    boolean sealed = endsWithSeal(content);
    if (sealed) {
      int body = content.length - LENGTH;
      String seal = new String(content, body + OPENING.length, DIGITS, StandardCharsets.US_ASCII);
      if (!Sha256.of(Arrays.copyOf(content, body)).equals(seal)) {
        throw new DamagedArtifactException("it has changed since it was written");
      }
    }
    // As a string, since bytes that are no UTF-8 are damage too and not a fault of reading.
    JsonNode tree;
    try {
      tree = Json.mapper().readTree(new String(content, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new DamagedArtifactException("it is torn or changed: " + e.getOriginalMessage(), e);
    }
    if (!(tree instanceof ObjectNode object)) {
      throw new DamagedArtifactException("it is torn: it holds no record");
    }
    if (!sealed && object.has(SEAL)) {
      throw new DamagedArtifactException("its seal is torn or changed");
    }
    object.remove(SEAL);
    return new SealedJson(object, sealed);
  }

  /**
   * Reads a record.
   *
   * @throws DamagedArtifactException as {@link #read(byte[])}, or if it is none of that type
   */
  public static <T> T read(byte[] content, Class<T> type) throws DamagedArtifactException {
    return read(content).as(type);
  }

  /** Returns the record's fields, without the seal. */
  public ObjectNode tree() {
    return tree;
  }

  /** Returns whether it was sealed: an older version's record is not. */
  public boolean sealed() {
    return sealed;
  }

  /**
   * Returns the record.
   *
   * @throws DamagedArtifactException if it is none of that type
   */
  public <T> T as(Class<T> type) throws DamagedArtifactException {
    try {
      return sealed ? Json.mapper().treeToValue(tree, type) : STRICT.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new DamagedArtifactException("it is torn or changed: " + e.getOriginalMessage(), e);
    }
  }

  private static boolean endsWithSeal(byte[] content) {
    int body = content.length - LENGTH;
    return body > 0
        && Arrays.equals(content, body, body + OPENING.length, OPENING, 0, OPENING.length)
        && Arrays.equals(
            content, content.length - CLOSING.length, content.length, CLOSING, 0, CLOSING.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
