package org.histochain.activities.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 digests, as 64 lower-case hexadecimal digits. */
public final class Sha256 {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 1 << 16;

  private Sha256() {}

  /** Returns the digest of {@code content}. */
  public static String of(byte[] content) {
    return hex(digest().digest(content));
  }

  /** Returns the digest of all of {@code content}, which is shorter than 2 GiB. */
  static String of(MemorySegment content) {
    MessageDigest digest = digest();
    digest.update(content.asByteBuffer());
    return hex(digest.digest());
  }

  /** Returns the digest of a file's bytes. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream content = Files.newInputStream(file)) {
      for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return hex(digest.digest());
  }

  /** Returns the digest of all that is left of {@code content}. */
  public static String of(InputStream content) throws IOException {
    return copy(content, OutputStream.nullOutputStream());
  }

  /** Copies all that is left of {@code from} and returns its digest. */
  static String copy(InputStream from, OutputStream to) throws IOException {
    try (DigestThread digest = new DigestThread()) {
      int read;
      do {
        byte[] buffer = digest.buffer();
        // A connection gives 8 KiB at a time: too little for a call to the system each.
        read = from.readNBytes(buffer, 0, buffer.length);
        to.write(buffer, 0, read);
        digest.add(read);
      } while (read == DigestThread.BUFFER_BYTES);
      return digest.sha256();
    }
  }

  /** Writes all of {@code content} to {@code to} and returns its digest. */
  static String writing(OutputStream to, Artifacts.StreamContent content) throws IOException {
    try (DigestThread digest = new DigestThread()) {
      DigestedStream digested = new DigestedStream(to, digest);
      content.writeTo(digested);
      digested.flush();
      return digest.sha256();
    }
  }

  /** Returns {@code sha256} where it is a digest. */
  static String check(String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "\"" + sha256 + "\" is no SHA-256 digest: 64 digits of 0-9 and a-f");
    }
    return sha256;
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
