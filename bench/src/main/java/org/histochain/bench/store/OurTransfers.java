package org.histochain.bench.store;

import java.io.IOException;
import java.nio.file.Path;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.workflows.contract.ArtifactRef;

/** As a chain does it: named by its digest when written, checked against it when read. */
final class OurTransfers implements Transfers {
  private final Artifacts artifacts;
  private final ArtifactRef blob;

  OurTransfers(Artifacts artifacts, ArtifactRef blob) {
    this.artifacts = artifacts;
    this.blob = blob;
  }

  @Override
  public void upload(Path file) throws IOException {
    artifacts.put(file);
  }

  @Override
  public Path download() throws IOException {
    return artifacts.fetch(blob);
  }
}
