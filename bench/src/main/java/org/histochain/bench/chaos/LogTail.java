package org.histochain.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a growing log, whole lines only. */
final class LogTail {
  private final Path file;
  private long place;

  LogTail(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Returns the lines that were completed since the last call. */
  List<String> lines() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(channel.size() - place));
      channel.position(place);
      while (rest.hasRemaining() && channel.read(rest) >= 0) {}
      int end = rest.position();
      while (end > 0 && rest.get(end - 1) != '\n') {
        end--;
      }
      place += end;
      return new String(rest.array(), 0, end, UTF_8).lines().toList();
    }
  }
}
