package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {
  @Test
  void folderIsOpenedByItsUri(@TempDir Path scratch) throws IOException {
    Path folder = Files.createDirectory(scratch.resolve("with space"));

    try (ArtifactStore store = Stores.open(StoreLocation.folder(folder));
        ArtifactStore same = Stores.open(at("file:" + folder.toUri().getRawPath()))) {
      store.putIfAbsent("object", new byte[3]);
      assertThat(same.size("object")).hasValue(3);
      assertThat(same.describe()).isEqualTo("file:" + folder);
    }
  }

  @Test
  void relativeFolderIsBelowTheWorkingOne() throws IOException {
    try (ArtifactStore store = Stores.open(at("file:target"))) {
      assertThat(store.describe()).isEqualTo("file:" + Path.of("target").toAbsolutePath());
    }
  }

  @Test
  void memoryStoresAreApart() throws IOException {
    try (ArtifactStore one = Stores.open(at("memory:run"));
        ArtifactStore other = Stores.open(at("memory:run"))) {
      one.put("object", new byte[1]);
      assertThat(other.list("")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host/folder", "/only/a/path", "file://host/folder", "s3:///prefix"})
  void otherLocationsAreRefusedWithARemedy(String uri) {
    assertThatThrownBy(() -> Stores.open(at(uri)))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(uri)
        .hasMessageMatching(".*(use|write) .*");
  }

  @Test
  void bucketNameThatS3ForbidsIsRefused() {
    StoreLocation location =
        new StoreLocation(URI.create("s3://Not_A_Bucket!"), null, "key", "secret", null);

    assertThatThrownBy(() -> Stores.open(location))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("Not_A_Bucket!");
  }

  @Test
  void secretIsNeverShown() {
    StoreLocation location =
        new StoreLocation(
            URI.create("s3://bucket"), URI.create("http://127.0.0.1:9000"), "key", "hush", null);

    assertThat(location.toString()).isEqualTo("s3://bucket at http://127.0.0.1:9000");
  }

  private static StoreLocation at(String uri) {
    return new StoreLocation(URI.create(uri), null, null, null, null);
  }
}
