package org.histochain.activities.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ArtifactStoreContract {
  @TempDir private Path root = Path.of("");

  @Override
  ArtifactStore openEmpty() throws IOException {
    return Stores.open(StoreLocation.folder(root));
  }

  @Test
  void missingFolderIsRefusedWithARemedyAndNotMade() {
    Path missing = root.resolve("not/there");

    assertThatThrownBy(() -> FolderStore.open(missing))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("mkdir")
        .hasMessageNotContaining("\n");
    assertThat(missing).doesNotExist();
  }

  @Test
  void folderThatGoesAwayIsRefusedAndNotMadeAgain() throws IOException {
    Path folder = Files.createDirectory(root.resolve("store"));
    ArtifactStore store = FolderStore.open(folder);
    Files.move(folder, root.resolve("elsewhere"));

    assertThatThrownBy(() -> store.put("object", bytes("x")))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(folder.toString());
    assertThatThrownBy(() -> store.size("object")).isInstanceOf(StoreRefusedException.class);
    assertThatThrownBy(() -> store.list("")).isInstanceOf(StoreRefusedException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void fileInPlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    assertThatThrownBy(() -> FolderStore.open(file))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(file.toString());
  }

  /** The runtime's own image is read-only to everybody, the superuser included. */
  @Test
  void readOnlyFolderIsRefusedWithARemedy() {
    Path readOnly = Path.of(URI.create("jrt:/java.base/java/lang"));

    assertThatThrownBy(() -> FolderStore.open(readOnly))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("java/lang")
        .hasMessageContaining("read-only")
        .hasMessageContaining("right to write")
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsPutBesideTheDeletionOfAnOldObjectIsNeverLost() throws Exception {
    byte[] content = bytes("content");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 200; round++) {
        String path = "objects/" + round;
        store().put(path, content);
        Files.setLastModifiedTime(root.resolve(path), FileTime.fromMillis(0));
        Instant time = Instant.ofEpochMilli(1);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Boolean> deleted =
            threads.submit(
                () -> {
                  start.await();
                  return store().deleteIfOlder(path, time);
                });
        Future<Boolean> put =
            threads.submit(
                () -> {
                  start.await();
                  store().put(path, content);
                  return true;
                });
        assertThat(put.get()).isTrue();
        deleted.get();
        assertThat(store().stat(path).orElseThrow().modified()).isAfter(time);
      }
    }
  }

  @Test
  void whatACrashLeftAsideIsNoObject() throws IOException {
    store().put("object", bytes("x"));
    Files.write(root.resolve(".incoming/left-by-a-crash"), bytes("half"));

    assertThat(store().list("")).containsExactly("object");
  }

  @Test
  void finishedWritesLeaveNothingAside() throws IOException {
    store().put("object", bytes("x"));
    store().putIfAbsent("object", bytes("y"));
    store().putIfAbsent("other", bytes("z"));

    assertThat(root.resolve(".incoming")).isEmptyDirectory();
  }
}
