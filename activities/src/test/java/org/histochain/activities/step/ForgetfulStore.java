package org.histochain.activities.step;

import java.io.IOException;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ForwardingStore;

/**
 * A store whose creations always say that another was first, as one seems to whose answer was lost
 * and whose client asked again.
 */
final class ForgetfulStore extends ForwardingStore {
  ForgetfulStore(ArtifactStore store) {
    super(store);
  }

  @Override
  public boolean putIfAbsent(String path, byte[] content) throws IOException {
    super.putIfAbsent(path, content);
    return super.putIfAbsent(path, content);
  }
}
