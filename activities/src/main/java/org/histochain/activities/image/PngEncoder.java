package org.histochain.activities.image;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes pixels as PNG, without loss. The bytes are those that the JDK's own writer gives for an
 * RGB image: no filter, zlib's level 4, IDAT chunks of 32 KiB.
 */
public final class PngEncoder {
  private static final byte[] MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int LEVEL = 4;
  private static final int CHUNK = 1 << 15;

  private PngEncoder() {}

  /**
   * Encodes a square image. The bytes are those of this machine's zlib: another may pack the same
   * pixels otherwise.
   *
   * @param pixels uint8 [side, side, 3], red, green, blue
   */
  public static byte[] encode(byte[] pixels, int side) {
    ByteArrayOutputStream png = new ByteArrayOutputStream(pixels.length + 1024);
    try (DataOutputStream out = new DataOutputStream(png)) {
      out.write(MAGIC);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream fields = new DataOutputStream(header);
      fields.writeInt(side);
      fields.writeInt(side);
      fields.write(new byte[] {8, PngFile.RGB, 0, 0, 0});
      byte[] facts = header.toByteArray();
      chunk(out, "IHDR", facts, facts.length);
      data(out, pixels, side);
      chunk(out, "IEND", new byte[0], 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }

  private static void data(DataOutputStream out, byte[] pixels, int side) throws IOException {
    int row = side * 3;
    byte[] rows = new byte[side * (row + 1)];
    for (int y = 0; y < side; y++) {
      System.arraycopy(pixels, y * row, rows, y * (row + 1) + 1, row);
    }
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(rows);
      deflater.finish();
      byte[] buffer = new byte[CHUNK];
      int filled = 0;
      while (!deflater.finished()) {
        filled += deflater.deflate(buffer, filled, CHUNK - filled);
        if (filled == CHUNK && !deflater.finished()) {
          chunk(out, "IDAT", buffer, filled);
          filled = 0;
        }
      }
      chunk(out, "IDAT", buffer, filled);
    } finally {
      deflater.end();
    }
  }

  private static void chunk(DataOutputStream out, String type, byte[] content, int length)
      throws IOException {
    CRC32 crc = new CRC32();
    for (int index = 0; index < type.length(); index++) {
      crc.update(type.charAt(index));
    }
    crc.update(content, 0, length);
    out.writeInt(length);
    out.writeBytes(type);
    out.write(content, 0, length);
    out.writeInt((int) crc.getValue());
  }
}
