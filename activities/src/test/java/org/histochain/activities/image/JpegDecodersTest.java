package org.histochain.activities.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * libjpeg-turbo and the JDK must give the same pixels of every sound file. Of damaged ones, each
 * passes over a few that the other refuses, and samples far out of range differ.
 */
class JpegDecodersTest {
  private static final String METADATA = "javax_imageio_jpeg_image_1.0";

  @BeforeAll
  static void libjpegTurboIsHere() {
    boolean installed = TurboJpeg.installed().isPresent();
    if (System.getenv("CI") == null) {
      assumeTrue(installed, TurboJpeg.LIBRARY + " is not installed");
    }
    assertThat(installed).as("%s is installed", TurboJpeg.LIBRARY).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey", "1x1", "2x1", "2x2"})
  void soundFilesHaveTheSamePixels(String sampling) throws IOException {
    Random random = new Random(sampling.hashCode());
    for (int side : IntStream.concat(IntStream.range(1, 36), IntStream.of(63, 64, 257)).toArray()) {
      int other = 1 + random.nextInt(66);
      for (float quality : new float[] {0.01f, 0.3f, 0.75f, 0.9f, 1}) {
        for (Subject subject : Subject.values()) {
          BufferedImage image = subject.draw(side, other, sampling.equals("grey"), random);
          for (int interval : new int[] {0, 1, 5}) {
            byte[] file = jpeg(image, sampling, quality, interval, false);
            assertThat(PlainJpeg.of(file)).isNotNull();
            assertSame(file);
          }
        }
      }
    }
  }

  @Test
  void tissueHasTheSamePixels() throws IOException {
    for (BufferedImage tile : tiles()) {
      for (String sampling : new String[] {"1x1", "2x1", "2x2"}) {
        for (int percent = 30; percent <= 100; percent += 10) {
          byte[] file = jpeg(tile, sampling, percent / 100f, 0, false);
          assertThat(PlainJpeg.of(file)).isNotNull();
          assertSame(file);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1x2, false", "4x1, false", "2x2, true", "grey, true"})
  void unusualFilesAreLeftToTheJdk(String sampling, boolean progressive) throws IOException {
    BufferedImage image = Subject.smooth.draw(37, 21, sampling.equals("grey"), new Random(1));
    byte[] file = jpeg(image, sampling, 0.8f, 0, progressive);
    assertThat(PlainJpeg.of(file)).isNull();
    assertSame(file);
  }

  @Test
  void colourProfilesAndOtherColoursAreLeftToTheJdk() throws IOException {
    byte[] file = jpeg(Subject.smooth.draw(9, 9, false, new Random(1)), "2x2", 0.8f, 0, false);
    byte[] profile = "ICC_PROFILE\0\1\1rubbish".getBytes(ISO_8859_1);
    byte[] untransformed = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    assertThat(PlainJpeg.of(withSegment(file, 0xe2, profile))).isNull();
    assertThat(PlainJpeg.of(withSegment(file, 0xee, untransformed))).isNull();
    assertSame(withSegment(file, 0xe2, profile));
    assertSame(withSegment(file, 0xee, untransformed));
    byte[] transformed = untransformed.clone();
    transformed[11] = 1;
    assertThat(PlainJpeg.of(withSegment(file, 0xee, transformed))).isNotNull();
    assertSame(withSegment(file, 0xee, transformed));
  }

  @Test
  void nearlyAllDamagedFilesAreJudgedAlike() throws IOException {
    Random random = new Random(7);
    int judged = 0;
    int alike = 0;
    List<byte[]> files = new ArrayList<>();
    for (String sampling : new String[] {"grey", "1x1", "2x1", "2x2"}) {
      for (int interval : new int[] {0, 2}) {
        BufferedImage image =
            Subject.smooth.draw(8 + random.nextInt(40), 8, sampling.equals("grey"), random);
        files.add(jpeg(image, sampling, 0.9f, interval, false));
        BufferedImage noise = Subject.noise.draw(24, 17, sampling.equals("grey"), random);
        files.add(jpeg(noise, sampling, 0.5f, interval, false));
      }
    }
    for (byte[] file : files) {
      for (int time = 0; time < 400; time++) {
        byte[] damaged = damaged(file, random);
        if (!hasManyPixels(damaged)) {
          judged++;
          alike +=
              Outcome.of(damaged, false).refuses() == Outcome.of(damaged, true).refuses() ? 1 : 0;
        }
      }
    }
    assertThat(alike).isBetween(judged - judged / 100, judged);
  }

  @Test
  void tooLargeAnImageIsRefusedByItsHeader() throws IOException {
    byte[] file = jpeg(Subject.smooth.draw(8, 8, false, new Random(1)), "2x2", 0.8f, 0, false);
    byte[] large = file.clone();
    int frame = frame(large);
    Arrays.fill(large, frame + 5, frame + 9, (byte) 0x7f);
    assertThatThrownBy(() -> EncodedImage.open(large))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("32639 x 32639 pixels");
  }

  private enum Subject {
    smooth,
    noise,
    blackAndWhite;

    BufferedImage draw(int width, int height, boolean grey, Random random) {
      int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
      BufferedImage image = new BufferedImage(width, height, type);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          for (int band = 0; band < (grey ? 1 : 3); band++) {
            int sample =
                switch (this) {
                  case smooth -> (x * (5 + band) + y * 3 + random.nextInt(9)) % 256;
                  case noise -> random.nextInt(256);
                  case blackAndWhite -> random.nextInt(2) * 255;
                };
            image.getRaster().setSample(x, y, band, sample);
          }
        }
      }
      return image;
    }
  }

  private static byte[] damaged(byte[] file, Random random) {
    byte[] damaged = file.clone();
    switch (random.nextInt(4)) {
      case 0 -> damaged = Arrays.copyOf(file, random.nextInt(file.length));
      case 1 -> damaged[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> damaged[random.nextInt(file.length)] = (byte) random.nextInt(256);
      default -> {
        int at = random.nextInt(file.length);
        damaged = Arrays.copyOf(file, file.length + 1);
        System.arraycopy(file, at, damaged, at + 1, file.length - at);
      }
    }
    return damaged;
  }

  private static boolean hasManyPixels(byte[] file) {
    try (EncodedImage image = EncodedImage.openByTheJdk(file)) {
      return image.width() * image.height() > 1 << 20;
    } catch (UnreadableImageException e) {
      return false;
    }
  }

  private static void assertSame(byte[] file) {
    Outcome fast = Outcome.of(file, false);
    Outcome byTheJdk = Outcome.of(file, true);
    assertThat(fast.fault()).isEqualTo(byTheJdk.fault());
    assertThat(fast.mode()).isEqualTo(byTheJdk.mode());
    assertThat(Arrays.equals(fast.rgb(), byTheJdk.rgb())).as("equal pixels").isTrue();
  }

  private record Outcome(byte @Nullable [] rgb, @Nullable String mode, @Nullable String fault) {
    boolean refuses() {
      return fault != null;
    }

    static Outcome of(byte[] file, boolean byTheJdk) {
      try (EncodedImage image =
          byTheJdk ? EncodedImage.openByTheJdk(file) : EncodedImage.open(file)) {
        Decoded decoded = image.decode();
        return new Outcome(decoded.rgb(), decoded.mode(), null);
      } catch (UnreadableImageException e) {
        return new Outcome(null, null, e.getMessage());
      }
    }
  }

  private static List<BufferedImage> tiles() throws IOException {
    String data = System.getenv("HISTOCHAIN_TEST_DATA");
    List<BufferedImage> tiles = new ArrayList<>();
    if (data != null) {
      try (Stream<Path> files = Files.list(Path.of(data, "nct-crc-tiles"))) {
        for (Path file : files.sorted().toList()) {
          tiles.add(ImageIO.read(file.toFile()));
        }
      }
    }
    return tiles;
  }

  private static byte[] jpeg(
      BufferedImage image, String sampling, float quality, int interval, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality(quality);
    if (progressive) {
      settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), settings);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(METADATA);
    if (!sampling.equals("grey")) {
      IIOMetadataNode luma = (IIOMetadataNode) root.getElementsByTagName("componentSpec").item(0);
      luma.setAttribute("HsamplingFactor", sampling.substring(0, 1));
      luma.setAttribute("VsamplingFactor", sampling.substring(2));
    }
    if (interval > 0) {
      IIOMetadataNode restarts = new IIOMetadataNode("dri");
      restarts.setAttribute("interval", "" + interval);
      IIOMetadataNode markers =
          (IIOMetadataNode) root.getElementsByTagName("markerSequence").item(0);
      markers.insertBefore(restarts, markers.getElementsByTagName("sos").item(0));
    }
    metadata.setFromTree(METADATA, root);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), settings);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Puts a segment before the frame header. */
  private static byte[] withSegment(byte[] file, int marker, byte[] content) {
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    int at = frame(file);
    longer.write(file, 0, at);
    longer.write(0xff);
    longer.write(marker);
    longer.write(0);
    longer.write(content.length + 2);
    longer.writeBytes(content);
    longer.write(file, at, file.length - at);
    return longer.toByteArray();
  }

  private static int frame(byte[] file) {
    int at = 0;
    while (file[at] != (byte) 0xff || file[at + 1] != (byte) 0xc0) {
      at++;
    }
    return at;
  }
}
