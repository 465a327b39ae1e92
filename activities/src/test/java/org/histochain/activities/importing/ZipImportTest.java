package org.histochain.activities.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.histochain.activities.importing.DatasetFixture.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.histochain.activities.image.SkippedImage;
import org.histochain.activities.step.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipImportTest {
  @TempDir Path folder;
  private DatasetFixture fixture;
  private Path zip;

  @BeforeEach
  void open() throws IOException {
    fixture = new DatasetFixture(folder);
    zip = folder.resolve("images.zip");
  }

  @Test
  void aZipOfClassFoldersIsWhatItsFoldersAre() throws IOException {
    zip(
        "B/",
        "B/two.png",
        "A/one.png",
        "A/опухоль.png",
        ".hidden/x.png",
        "A/.DS_Store",
        "__MACOSX/A/._one.png",
        "A/notes.txt",
        "readme.md");
    Imported imported = fixture.importFrom(zip);
    assertThat(imported.classes()).containsExactly("A", "B");
    assertThat(imported.patches()).isEqualTo(3);
    assertThat(imported.skipped())
        .extracting(SkippedImage::path)
        .containsExactly("readme.md", "A/notes.txt");
    Path plain = folder.resolve("plain");
    for (String name : new String[] {"B/two.png", "A/one.png", "A/опухоль.png"}) {
      image(plain.resolve(name), "png", 8, 8, name.hashCode());
    }
    assertThat(fixture.importFrom(plain).ref()).isEqualTo(imported.ref());
  }

  @Test
  void aFolderAroundAllClassFoldersDoesNotCount() throws IOException {
    zip("tiles/", "tiles/A/one.png", "tiles/B/", "tiles/B/two.png");
    Imported imported = fixture.importFrom(zip);
    assertThat(imported.classes()).containsExactly("A", "B");
    zip("A/one.png", "B/two.png");
    assertThat(fixture.importFrom(zip).classes()).containsExactly("A", "B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../A/x.png", "A/../../x.png", "/A/x.png", "C:\\A\\x.png", "..\\x.png"})
  void aNameThatLeadsOutIsRefused(String name) throws IOException {
    zip("A/one.png", name);
    assertThatThrownBy(() -> fixture.importFrom(zip))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("leads out");
  }

  @Test
  void aLinkIsRefused() throws IOException {
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      ZipArchiveEntry link = new ZipArchiveEntry("A/link.png");
      link.setUnixMode(0120777);
      out.putArchiveEntry(link);
      out.write("one.png".getBytes(UTF_8));
      out.closeArchiveEntry();
    }
    refused("A/link.png", "is a link");
  }

  @Test
  void anEntryThatWouldExpandAThousandfoldIsRefused() throws IOException {
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.putArchiveEntry(new ZipArchiveEntry("A/bomb.png"));
      for (int block = 0; block < 64; block++) {
        out.write(new byte[1 << 20]);
      }
      out.closeArchiveEntry();
    }
    refused("A/bomb.png", "would expand from");
  }

  @Test
  void aDamagedZipOrEntryIsNamed() throws IOException {
    zip("A/one.png", "B/two.png");
    byte[] whole = Files.readAllBytes(zip);
    byte[] flipped = whole.clone();
    flipped[100] ^= 1;
    Files.write(zip, flipped);
    assertThatThrownBy(() -> fixture.importFrom(zip)).hasMessageContaining("A/one.png");
    Files.write(zip, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> fixture.importFrom(zip))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("cut short");
    assertThat(fixture.datasets.names()).isEmpty();
  }

  private void refused(String... messages) {
    assertThatThrownBy(() -> fixture.importFrom(zip))
        .isInstanceOf(StepFailure.class)
        .hasMessageContainingAll(messages);
  }

  private void zip(String... names) throws IOException {
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      for (String name : names) {
        out.putArchiveEntry(new ZipArchiveEntry(name));
        if (!name.endsWith("/")) {
          Path file = image(folder.resolve("entry.png"), "png", 8, 8, name.hashCode());
          out.write(Files.readAllBytes(file));
        }
        out.closeArchiveEntry();
      }
    }
  }
}
