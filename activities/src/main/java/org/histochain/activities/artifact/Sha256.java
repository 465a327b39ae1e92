package org.histochain.activities.artifact;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
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
    try (InputStream content = Files.newInputStream(file)) {
      return of(content);
    }
  }

  /** Returns the digest of all that is left of {@code content}. */
  public static String of(InputStream content) throws IOException {
    return copy(content, OutputStream.nullOutputStream());
  }

  /** Copies all that is left of {@code from} and returns its digest. */
  static String copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[BUFFER];
    // A connection gives 8 KiB at a time: too little for a call to the system each.
    for (int read = from.readNBytes(buffer, 0, BUFFER);
        read > 0;
        read = from.readNBytes(buffer, 0, BUFFER)) {
      digest.update(buffer, 0, read);
      to.write(buffer, 0, read);
    }
    return hex(digest.digest());
  }

  /** Writes all of {@code content} to {@code to} and returns its digest. */
  static String writing(OutputStream to, Artifacts.StreamContent content) throws IOException {
    MessageDigest digest = digest();
    OutputStream digested = new BufferedOutputStream(new DigestOutputStream(to, digest), BUFFER);
    content.writeTo(digested);
    digested.flush();
    return hex(digest.digest());
  }

  /** Returns {@code sha256} where it is a digest. */
  static String check(String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "\"" + sha256 + "\" is no SHA-256 digest: 64 digits of 0-9 and a-f");
    }
    return sha256;
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
