package org.histochain.activities.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportFolderTest {
  @TempDir Path folder;

  @Test
  void importsBesideEachOtherKeepTheirFolders() throws IOException {
    Path scratch = folder.resolve("scratch");
    try (ImportFolder first = ImportFolder.open(scratch);
        ImportFolder second = ImportFolder.open(scratch);
        ImportFolder third = ImportFolder.open(scratch)) {
      Files.createFile(first.path().resolve("shard.tar"));
      assertThat(first.path()).isDirectoryContaining(file -> file.endsWith("shard.tar"));
      assertThat(second.path()).isEmptyDirectory();
      assertThat(third.path()).isEmptyDirectory();
    }
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void whatAKilledImportLeftIsRemovedAndNothingElse() throws IOException {
    Path dead = Files.createDirectory(folder.resolve("import-1"));
    Files.createFile(dead.resolve("shard.tar"));
    Files.createFile(folder.resolve("import-1.lock"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Path patches = Files.createFile(folder.resolve("patches.pixels"));
    ImportFolder.open(folder).close();
    assertThat(folder)
        .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("import-"));
    assertThat(other).exists();
    assertThat(patches).exists();
  }
}
