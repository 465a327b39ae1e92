package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.Sha256;
import org.histochain.activities.report.ChainCopies;

/** Compares the files that a report left for people with the digests that were noted of them. */
final class CopiesCheck {
  private final ArtifactStore store;
  private final Findings findings;

  CopiesCheck(ArtifactStore store, Findings findings) {
    this.store = requireNonNull(store, "store is null");
    this.findings = requireNonNull(findings, "findings is null");
  }

  /**
   * Notes every file that is missing or has other bytes.
   *
   * @param folder where the files are, with a slash behind it
   * @param found told the path of each file that was found damaged, now or before
   */
  void run(String folder, ChainCopies copies, String kind, Consumer<String> found)
      throws IOException {
    for (Map.Entry<String, String> file : copies.files().entrySet()) {
      String path = folder + file.getKey();
      Optional<byte[]> content = Records.bytes(store, path, kind, findings);
      if (content.isEmpty() && !findings.isFound(path)) {
        findings.missing(path, kind, "it is missing");
      } else if (content.isPresent() && !Sha256.of(content.get()).equals(file.getValue())) {
        findings.damaged(path, kind, "its bytes are not those that were written");
      }
      if (findings.isFound(path)) {
        found.accept(path);
      }
    }
  }
}
