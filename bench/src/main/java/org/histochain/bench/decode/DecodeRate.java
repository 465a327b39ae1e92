package org.histochain.bench.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.histochain.activities.image.EncodedImage;
import org.histochain.activities.image.UnreadableImageException;
import org.histochain.bench.Rate;

/** Images per second that two threads decode, from encoded bytes in memory to RGB. */
public final class DecodeRate {
  private static final int THREADS = 2;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(5);

  private final List<byte[]> files = new ArrayList<>();

  private DecodeRate() {}

  /** Arguments: a folder of images, and a file for the pixels of all, in the order of names. */
  public static void main(String[] args) throws Exception {
    DecodeRate decoding = new DecodeRate();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.sorted().toList()) {
        decoding.files.add(Files.readAllBytes(file));
      }
    }
    decoding.writePixels(Path.of(args[1]));
    decoding.rate();
    Rate.tell(decoding.rate());
  }

  private void writePixels(Path out) throws IOException {
    try (OutputStream pixels = new BufferedOutputStream(Files.newOutputStream(out))) {
      for (byte[] file : files) {
        pixels.write(decode(file));
      }
    }
  }

  private static byte[] decode(byte[] file) throws UnreadableImageException {
    try (EncodedImage image = EncodedImage.open(file)) {
      return image.pixels();
    }
  }

  private double rate() throws Exception {
    List<Callable<Double>> shares = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      shares.add(() -> rate(first));
    }
    double sum = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Double> share : threads.invokeAll(shares)) {
        sum += share.get();
      }
    }
    return sum;
  }

  private double rate(int first) throws UnreadableImageException {
    long begun = System.nanoTime();
    int images = 0;
    while (System.nanoTime() - begun < NANOS) {
      decode(files.get((first + images * THREADS) % files.size()));
      images++;
    }
    return images * 1e9 / (System.nanoTime() - begun);
  }
}
