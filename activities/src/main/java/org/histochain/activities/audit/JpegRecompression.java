package org.histochain.activities.audit;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes a patch as JPEG and reads it again, by the JDK's codec: Huffman coded, colour at half the
 * resolution, as libjpeg and most scanners do.
 */
final class JpegRecompression {
  private JpegRecompression() {}

  /**
   * @param pixels uint8 [side, side, 3]; not changed
   * @param quality 1 to 100, as libjpeg counts
   */
  static byte[] apply(byte[] pixels, int side, int quality) {
    try {
      return decoded(encoded(pixels, side, quality), side);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(byte[] pixels, int side, int quality) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int place = 0; place < data.length; place += 3) {
      data[place] = pixels[place + 2];
      data[place + 1] = pixels[place + 1];
      data[place + 2] = pixels[place];
    }
    ImageWriter writer = first(ImageIO.getImageWritersByFormatName("jpeg"));
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(jpeg)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(quality / 100f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return jpeg.toByteArray();
  }

  private static byte[] decoded(byte[] jpeg, int side) throws IOException {
    ImageReader reader = first(ImageIO.getImageReadersByFormatName("jpeg"));
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in);
      int[] samples = new int[3 * side * side];
      reader.read(0).getRaster().getPixels(0, 0, side, side, samples);
      byte[] pixels = new byte[samples.length];
      for (int place = 0; place < pixels.length; place++) {
        pixels[place] = (byte) samples[place];
      }
      return pixels;
    } finally {
      reader.dispose();
    }
  }

  private static <T> T first(Iterator<T> codecs) throws IOException {
    if (!codecs.hasNext()) {
      throw new IOException("this Java has no JPEG codec");
    }
    return codecs.next();
  }
}
