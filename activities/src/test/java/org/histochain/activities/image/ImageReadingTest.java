package org.histochain.activities.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReadingTest {
  /** 8 x 8 pixels of C 200, M 100, Y 20, K 40, as Pillow 12 writes them. */
  private static final String CMYK_JPEG =
      "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB"
          + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8A"
          + "AAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUS"
          + "ITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElK"
          + "U1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4"
          + "ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD+"
          + "bevtiv7WK/q4r//Z";

  private static final String CMYK_TIFF =
      "SUkqAAgAAAAKAAABBAABAAAABAAAAAEBBAABAAAABAAAAAIBAwAEAAAAhgAAAAMBAwABAAAAAQAA"
          + "AAYBAwABAAAABQAAABEBBAABAAAAjgAAABUBAwABAAAABAAAABYBBAABAAAABAAAABcBBAABAAAA"
          + "QAAAABwBAwABAAAAAQAAAAAAAAAIAAgACAAIAMhkFCjIZBQoyGQUKMhkFCjIZBQoyGQUKMhkFCjI"
          + "ZBQoyGQUKMhkFCjIZBQoyGQUKMhkFCjIZBQoyGQUKMhkFCg=";

  private static final String ANIMATED_PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAACGFjVEwAAAACAAAAAPONk3AAAAAa"
          + "ZmNUTAAAAAAAAAAEAAAABAAAAAAAAAAAAAAAAQAAZkfFsAAAACtJREFUeJxjZGD4r8rKoMrPoCrJ"
          + "wMIty8DN+pOb/ye35E845xO35CdkzmsA/MQLqXFxi8UAAAAaZmNUTAAAAAEAAAAEAAAABAAAAAAA"
          + "AAAAAAAAAQAA/TQvZAAAADVmZEFUAAAAAnicY8jX/e8l8l+V9T8Dw38WbtnX3Czs3Hzs3L/ZIRw+"
          + "bj4+OIeBm4+d+zcDAHGzDC+Ye8lQAAAAAElFTkSuQmCC";

  private static final String TIFF_OF_TWO =
      "SUkqAAgAAAAKAAABBAABAAAABAAAAAEBBAABAAAABAAAAAIBAwADAAAAhgAAAAMBAwABAAAAAQAA"
          + "AAYBAwABAAAAAgAAABEBBAABAAAAjAAAABUBAwABAAAAAwAAABYBBAABAAAABAAAABcBBAABAAAA"
          + "MAAAABwBAwABAAAAAQAAAMgAAAAIAAgACAAAAP8lBf9KFP9vLf8LHf8wIvhVMfF6SuoWOv87P/Fg"
          + "TuOFZ9UhV/9GXOpra9WQhMAAAAAASUkqAAgAAAAKAAABBAABAAAABAAAAAEBBAABAAAABAAAAAIB"
          + "AwADAAAARgEAAAMBAwABAAAAAQAAAAYBAwABAAAAAgAAABEBBAABAAAATAEAABUBAwABAAAAAwAA"
          + "ABYBBAABAAAABAAAABcBBAABAAAAMAAAABwBAwABAAAAAQAAAAAAAAAIAAgACAAAAP8lBf9KFP9v"
          + "Lf8LHf8wIvhVMfF6SuoWOv87P/FgTuOFZ9UhV/9GXOpra9WQhMAAAAAA";

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 28, 64, 224})
  void pngIsByteForByteThatOfTheJdk(int side) throws IOException {
    byte[] pixels = new byte[side * side * 3];
    new Random(side).nextBytes(pixels);
    for (int index = pixels.length / 3; index < pixels.length; index++) {
      pixels[index] = (byte) (index / 50);
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    for (int index = 0; index < side * side; index++) {
      for (int channel = 0; channel < 3; channel++) {
        image
            .getRaster()
            .setSample(index % side, index / side, channel, pixels[index * 3 + channel] & 0xff);
      }
    }
    assertThat(PngEncoder.encode(pixels, side)).isEqualTo(encoded(image, "png"));
  }

  @ParameterizedTest
  @CsvSource({
    "5, RGB, false",
    "6, RGB with alpha, true",
    "10, grey, true",
    "11, 16-bit grey, true",
    "12, palette, true",
    "13, palette, true"
  })
  void everyModeIsReadAndNamed(int type, String mode, boolean converted) throws IOException {
    BufferedImage image = noise(type, 9, 9);
    byte[] file = encoded(image, "png");
    ReadImage read = ImageReading.exactly(9, Modes.convert).read(file);
    if (type == 12) {
      // The JDK writes black and white as one-bit grey.
      assertThat(read.mode()).isIn("palette", "1-bit grey");
    } else {
      assertThat(read.mode()).isEqualTo(mode);
    }
    assertThat(read.wasConverted()).isEqualTo(converted);
    assertThat(read.png()).isEqualTo(converted ? null : file);
    assertThat(read.pixels())
        .isEqualTo(Samples.decoded(ImageIO.read(new ByteArrayInputStream(file))).rgb());
    if (converted) {
      assertThatThrownBy(() -> ImageReading.exactly(9, Modes.refuse).read(file))
          .isInstanceOf(RefusedImageException.class)
          .hasMessageContaining("not 8-bit RGB");
    }
  }

  @Test
  void inksBecomeLightInJpegAndTiff() throws IOException {
    for (String file : new String[] {CMYK_JPEG, CMYK_TIFF}) {
      Decoded decoded;
      try (EncodedImage image = EncodedImage.open(Base64.getDecoder().decode(file))) {
        decoded = image.decode();
      }
      assertThat(decoded.mode()).isEqualTo("CMYK");
      int[] expected = {46, 131, 198};
      for (int index = 0; index < decoded.rgb().length; index++) {
        assertThat(decoded.rgb()[index] & 0xff).isCloseTo(expected[index % 3], within(2));
      }
    }
  }

  @Test
  void severalFramesAreNoPatch() {
    for (String file : new String[] {ANIMATED_PNG, TIFF_OF_TWO}) {
      assertThatThrownBy(() -> read(4, Base64.getDecoder().decode(file)))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining("one still image");
    }
  }

  @Test
  void everyCutAndEveryFlippedBitOfAPngIsNoticed() throws IOException {
    byte[] file = encoded(noise(BufferedImage.TYPE_3BYTE_BGR, 6, 6), "png");
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(6, cut)).isInstanceOf(UnreadableImageException.class);
    }
    for (int index = 0; index < file.length - 12; index++) {
      byte[] flipped = file.clone();
      flipped[index] ^= 4;
      assertThatThrownBy(() -> read(6, flipped)).isInstanceOf(UnreadableImageException.class);
    }
  }

  @Test
  void whatIsNoImageSaysSo() {
    assertThatThrownBy(() -> read(6, new byte[0])).hasMessageContaining("empty");
    assertThatThrownBy(() -> read(6, "no image".getBytes(UTF_8)))
        .hasMessageContaining("no image of a known format");
    assertThatThrownBy(() -> read(6, encoded(noise(5, 6, 6), "gif"))).hasMessageContaining("gif");
  }

  /** The expected bytes are those of Pillow 12's LANCZOS. */
  @ParameterizedTest
  @CsvSource({
    "16, 16, 6, 2419fa9b5feb959bdd3a7abfc082ac5a89aa4163ebb7a9ac7f745c627e61b9796a3d888264d8dec2a45d466b63918086a9807244807f8d65bfa24f60389c86bd82676f8e85598487b43cac809a6a518973c07f8644797b848966c2aeaa5b9d82826a7fa48d873b7e66ab8565",
    "5, 5, 8, 0000ff0a00ff2704ff3f0dff5317ff6b28ff8843ff9651ff0209ff0e0afe2b0ffc4318fb5722fa6f33f98c4ef79a5cf7091fff1720fd3425f64c2ef26038ee7849e99564e3a372e11032ff1e33fb3b38f25341ea674be37f5cdc9c77d2aa85ce1642ff2443fb4148ee5951e46d5bdb856cd1a287c4b095bf1d55ff2b56f9485be96064dc746ed08c7fc4a99ab3b7a8ac266bff346cf75171e3697ad27d84c59595b4b2b0a0c0be962a76ff3877f6557ce16d85cd818fbf99a0abb6bb96c4c98b",
    "9, 4, 4, 1703ff6a23ffbd95ff35a7ff221ffb7545ebc89fdb4052cb2d3cf68062d8d3bcb64b6f983856f28b90c4de8592565464"
  })
  void resizingIsThatOfPillow(int width, int height, int side, String expected) {
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        rgb[at] = (byte) (x * 37 + y * 11);
        rgb[at + 1] = (byte) (x * x * 5 + y * 29);
        rgb[at + 2] = (byte) (255 - x * y * 7);
      }
    }
    assertThat(HexFormat.of().formatHex(Lanczos.resize(rgb, width, height, side)))
        .isEqualTo(expected);
  }

  @Test
  void whatIsNotSquareIsRefusedCroppedOrStretched() throws IOException {
    byte[] file = encoded(noise(BufferedImage.TYPE_3BYTE_BGR, 12, 8), "png");
    assertThatThrownBy(() -> ImageReading.resizing(8, Fit.refuse, Modes.convert).read(file))
        .isInstanceOf(RefusedImageException.class)
        .hasMessageContaining("12 x 8");
    byte[] whole;
    try (EncodedImage image = EncodedImage.open(file)) {
      whole = image.pixels();
    }
    ReadImage cropped = ImageReading.resizing(8, Fit.crop, Modes.convert).read(file);
    assertThat(Arrays.copyOf(cropped.pixels(), 24)).isEqualTo(Arrays.copyOfRange(whole, 6, 30));
    assertThat(cropped.resized()).isTrue();
    assertThat(ImageReading.resizing(8, Fit.stretch, Modes.convert).read(file).pixels())
        .isEqualTo(Lanczos.resize(whole, 12, 8, 8));
  }

  @Test
  void anotherSizeIsRefusedUnlessItMayBeResized() throws IOException {
    byte[] file = encoded(noise(BufferedImage.TYPE_3BYTE_BGR, 8, 8), "png");
    assertThatThrownBy(() -> read(9, file))
        .isInstanceOf(RefusedImageException.class)
        .hasMessageContaining("8 x 8 pixels, not 9 x 9");
    assertThat(ImageReading.resizing(9, Fit.refuse, Modes.convert).read(file).pixels())
        .hasSize(9 * 9 * 3);
  }

  private static ReadImage read(int side, byte[] file) throws IOException {
    return ImageReading.exactly(side, Modes.convert).read(file);
  }

  private static byte[] encoded(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, file)).isTrue();
    return file.toByteArray();
  }

  private static BufferedImage noise(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }
}
