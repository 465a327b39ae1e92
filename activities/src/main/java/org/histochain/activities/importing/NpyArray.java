package org.histochain.activities.importing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.histochain.activities.step.StepFailure;

/** An array of an npz file, read from front to back. */
final class NpyArray implements AutoCloseable {
  private final String where;
  private final NpyHeader header;
  private final DataInputStream input;
  private final CheckedInputStream checked;
  private final long crc;

  private NpyArray(
      String where, NpyHeader header, DataInputStream input, CheckedInputStream checked, long crc) {
    this.where = where;
    this.header = header;
    this.input = input;
    this.checked = checked;
    this.crc = crc;
  }

  /**
   * Opens an array.
   *
   * @param where names the array in messages
   * @throws StepFailure if it is none
   */
  static NpyArray open(String where, ZipFile npz, ZipEntry entry) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(npz.getInputStream(entry), new CRC32());
    DataInputStream input = new DataInputStream(new BufferedInputStream(checked, 1 << 16));
    try {
      return new NpyArray(where, NpyHeader.read(input), input, checked, entry.getCrc());
    } catch (IOException e) {
      input.close();
      throw damaged(where, e);
    }
  }

  String where() {
    return where;
  }

  String dtype() {
    return header.dtype();
  }

  boolean fortranOrder() {
    return header.fortranOrder();
  }

  List<Long> shape() {
    return header.shape();
  }

  /**
   * Returns the next bytes.
   *
   * @throws StepFailure if the array ends before, or is damaged
   */
  byte[] next(int bytes) {
    byte[] content = new byte[bytes];
    try {
      input.readFully(content);
      return content;
    } catch (IOException e) {
      throw damaged(where, e);
    }
  }

  /**
   * Checks that nothing is left, and the checksum of all that was read.
   *
   * @throws StepFailure if not
   */
  void end() {
    try {
      if (input.read() >= 0) {
        throw StepFailure.invalidDataset(where + " is longer than its shape says: save it again");
      }
    } catch (IOException e) {
      throw damaged(where, e);
    }
    if (crc >= 0 && checked.getChecksum().getValue() != crc) {
      throw damaged(where, new IOException("its checksum differs"));
    }
  }

  static StepFailure damaged(String where, IOException cause) {
    String reason = cause instanceof EOFException ? "it ends too early" : cause.getMessage();
    return StepFailure.invalidDataset(
        where + " is damaged or cut short (" + reason + "): download or save it again");
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
