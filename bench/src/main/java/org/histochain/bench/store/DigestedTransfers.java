package org.histochain.bench.store;

import java.io.IOException;
import java.nio.file.Path;
import org.histochain.activities.artifact.Sha256;

/** Transfers with the digest of what is moved taken besides. */
record DigestedTransfers(Transfers plain, String sha256) implements Transfers {
  @Override
  public void upload(Path file) throws Exception {
    check(file);
    plain.upload(file);
  }

  @Override
  public Path download() throws Exception {
    Path file = plain.download();
    check(file);
    return file;
  }

  private void check(Path file) throws IOException {
    if (!Sha256.of(file).equals(sha256)) {
      throw new IOException(file + " has other bytes than were uploaded");
    }
  }
}
