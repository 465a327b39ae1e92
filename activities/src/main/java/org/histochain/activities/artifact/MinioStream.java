package org.histochain.activities.artifact;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object's content; a connection that breaks while it is read is a store that is unavailable.
 */
final class MinioStream extends FilterInputStream {
  private final String path;
  private final MinioFaults faults;

  MinioStream(InputStream content, String path, MinioFaults faults) {
    super(content);
    this.path = path;
    this.faults = faults;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw faults.unavailable(e, path);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      throw faults.unavailable(e, path);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return super.skip(count);
    } catch (IOException e) {
      throw faults.unavailable(e, path);
    }
  }
}
