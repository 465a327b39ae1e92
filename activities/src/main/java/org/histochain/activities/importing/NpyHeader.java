package org.histochain.activities.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array file ({@code .npy}, versions 1 to 3).
 *
 * @param dtype element type as NumPy writes it: {@code |u1}, {@code <i8}
 * @param fortranOrder whether the first index runs fastest
 * @param shape lengths of the axes
 */
record NpyHeader(String dtype, boolean fortranOrder, List<Long> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final Pattern DTYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

  /**
   * Reads a header, leaving {@code input} at the first element.
   *
   * @throws IOException if it is none
   */
  static NpyHeader read(DataInputStream input) throws IOException {
    byte[] magic = input.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException("it does not begin as a NumPy array does");
    }
    int version = input.readUnsignedByte();
    input.readUnsignedByte();
    int length = Short.toUnsignedInt(Short.reverseBytes(input.readShort()));
    if (version > 1) {
      length |= Short.toUnsignedInt(Short.reverseBytes(input.readShort())) << 16;
    }
    if (length < 0 || length > LONGEST) {
      throw new IOException("its header claims " + length + " bytes");
    }
    byte[] text = new byte[length];
    input.readFully(text);
    String header = new String(text, ISO_8859_1);
    return new NpyHeader(
        find(DTYPE, header), find(ORDER, header).equals("True"), shape(find(SHAPE, header)));
  }

  private static String find(Pattern pattern, String header) throws IOException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IOException("its header is not understood: " + header.strip());
    }
    return matcher.group(1);
  }

  private static List<Long> shape(String axes) throws IOException {
    try {
      return Arrays.stream(axes.split(",", -1))
          .map(axis -> axis.replace("L", "").strip())
          .filter(axis -> !axis.isEmpty())
          .map(Long::valueOf)
          .toList();
    } catch (NumberFormatException e) {
      throw new IOException("its shape is not understood: (" + axes + ")", e);
    }
  }
}
