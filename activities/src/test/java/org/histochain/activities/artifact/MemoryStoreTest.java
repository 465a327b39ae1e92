package org.histochain.activities.artifact;

class MemoryStoreTest extends ArtifactStoreContract {
  @Override
  ArtifactStore openEmpty() {
    return new MemoryStore();
  }
}
