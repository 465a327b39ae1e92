package org.histochain.activities.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The system's libjpeg-turbo, through its TurboJPEG interface: on Linux x86-64, where it is
 * installed. Safe for use by many threads.
 */
final class TurboJpeg {
  /** As the JDK's decoder: the accurate transform, and smooth chroma. */
  private static final int ACCURATE_TRANSFORM = 4096;

  private static final int STOP_ON_WARNING = 8192;
  private static final int RGB = 0;

  /** In front of all other segments: restart markers as far apart as can be, so that none is. */
  private static final byte[] RESTARTS = {(byte) 0xff, (byte) 0xdd, 0, 4, (byte) 0xff, (byte) 0xff};

  private static final int START = 2;

  static final String LIBRARY = "libturbojpeg.so.0";
  private static final Optional<TurboJpeg> INSTALLED = load();

  private final MethodHandle open;
  private final MethodHandle decode;
  private final MethodHandle close;

  private TurboJpeg(SymbolLookup library) {
    open = bind(library, "tjInitDecompress", ADDRESS);
    decode =
        bind(
            library,
            "tjDecompress2",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_LONG,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT);
    close = bind(library, "tjDestroy", JAVA_INT, ADDRESS);
  }

  private static MethodHandle bind(
      SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** Returns the library, where there is one that can be used. */
  static Optional<TurboJpeg> installed() {
    return INSTALLED;
  }

  private static Optional<TurboJpeg> load() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!platform.equals("Linux amd64")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TurboJpeg(SymbolLookup.libraryLookup(LIBRARY, Arena.global())));
    } catch (RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  /**
   * Decodes a whole file. Where there may be restart markers the library looks out for bad codes,
   * which it passes over elsewhere; so it is told of some, and is not slower for it.
   *
   * @param file a JPEG file of one or three components
   * @return uint8 [height, width, 3], red, green, blue; null where there is anything to complain of
   */
  byte @Nullable [] decode(byte[] file, int width, int height) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = arena.allocate(file.length + RESTARTS.length);
      MemorySegment.copy(file, 0, encoded, JAVA_BYTE, 0, START);
      MemorySegment.copy(RESTARTS, 0, encoded, JAVA_BYTE, START, RESTARTS.length);
      int rest = START + RESTARTS.length;
      MemorySegment.copy(file, START, encoded, JAVA_BYTE, rest, file.length - START);
      MemorySegment pixels = arena.allocate((long) width * height * 3);
      return decode(encoded, pixels, width, height) ? pixels.toArray(JAVA_BYTE) : null;
    }
  }

  private boolean decode(MemorySegment encoded, MemorySegment pixels, int width, int height) {
    try {
      MemorySegment decoder = (MemorySegment) open.invokeExact();
      if (decoder.equals(MemorySegment.NULL)) {
        return false;
      }
      try {
        return (int)
                decode.invokeExact(
                    decoder,
                    encoded,
                    encoded.byteSize(),
                    pixels,
                    width,
                    width * 3,
                    height,
                    RGB,
                    ACCURATE_TRANSFORM | STOP_ON_WARNING)
            == 0;
      } finally {
        int _ = (int) close.invokeExact(decoder);
      }
    } catch (Error | RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("native functions throw nothing", e);
    }
  }
}
