package org.histochain.activities.upkeep;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.histochain.workflows.contract.ArtifactRef;

/** Finds in records what they refer to. */
final class References {
  private static final Pattern MENTIONED = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");
  private static final Pattern INDEX =
      Pattern.compile("\"scores\"\\s*:\\s*\\{\\s*\"sha256\"\\s*:\\s*\"([0-9a-f]{64})\"");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private References() {}

  /** Takes each blob that a record names: every object in it that has a digest and a size. */
  static void blobs(JsonNode record, Consumer<ArtifactRef> taker) {
    JsonNode sha256 = record.path("sha256");
    JsonNode size = record.path("size");
    if (sha256.isTextual() && size.isIntegralNumber() && isDigest(sha256.textValue())) {
      taker.accept(new ArtifactRef(sha256.textValue(), size.longValue()));
    }
    record.forEach(part -> blobs(part, taker));
  }

  /** Takes each step that a record names as run: every object in it that has a key and seconds. */
  static void runs(JsonNode record, Consumer<String> taker) {
    JsonNode key = record.path("key");
    if (key.isTextual() && record.path("seconds").isNumber() && isDigest(key.textValue())) {
      taker.accept(key.textValue());
    }
    record.forEach(part -> runs(part, taker));
  }

  /**
   * Takes everything that looks like a digest, in whatever form: who is to delete what nothing
   * refers to must rather find too many references than one too few, in a torn record too.
   */
  static void mentioned(byte[] record, Consumer<String> taker) {
    Matcher matcher = MENTIONED.matcher(new String(record, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      taker.accept(matcher.group());
    }
  }

  /** Takes each index of score tables that a record names: a blob that refers to others. */
  static void indices(byte[] record, Consumer<String> taker) {
    Matcher matcher = INDEX.matcher(new String(record, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      taker.accept(matcher.group(1));
    }
  }

  private static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }
}
