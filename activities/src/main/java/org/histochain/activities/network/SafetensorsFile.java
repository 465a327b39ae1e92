package org.histochain.activities.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors format: eight bytes of header length, a JSON header, the values. What is written
 * is canonical: names sorted, no metadata, the header padded with spaces to eight bytes, so equal
 * weights have equal bytes.
 */
public final class SafetensorsFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  /** Returns the canonical bytes of {@code tensors}. */
  public static byte[] write(SortedMap<String, Tensor> tensors) {
    ObjectNode header = JSON.createObjectNode();
    int offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", tensor.type());
      ArrayNode shape = node.putArray("shape");
      tensor.shape().forEach(shape::add);
      int end = Math.addExact(offset, tensor.data().length);
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT;
    ByteBuffer buffer = ByteBuffer.allocate(Math.addExact(Long.BYTES + padded, offset));
    buffer.order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
    while (buffer.position() < Long.BYTES + padded) {
      buffer.put((byte) ' ');
    }
    tensors.values().forEach(tensor -> buffer.put(tensor.data()));
    return buffer.array();
  }

  /**
   * Reads tensors, trusting no size that the header names.
   *
   * @throws IllegalArgumentException if the bytes are not a whole safetensors file, saying where it
   *     is wrong
   */
  public static SortedMap<String, Tensor> read(byte[] bytes) {
    if (bytes.length < Long.BYTES) {
      throw new IllegalArgumentException("No safetensors file: it has " + bytes.length + " bytes");
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > bytes.length - Long.BYTES) {
      throw new IllegalArgumentException(
          "No safetensors file: its header claims %d bytes of %d".formatted(length, bytes.length));
    }
    int start = Long.BYTES + (int) length;
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    header(bytes, (int) length)
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), bytes, start));
              }
            });
    return tensors;
  }

  private static JsonNode header(byte[] bytes, int length) {
    try {
      return JSON.readTree(new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No safetensors file: its header is not JSON", e);
    }
  }

  private static Tensor tensor(String name, JsonNode node, byte[] bytes, int start) {
    String type = node.path("dtype").asText();
    int width =
        switch (type) {
          case Tensor.F32 -> Float.BYTES;
          case Tensor.I64 -> Long.BYTES;
          default ->
              throw new IllegalArgumentException(
                  "Tensor " + name + " is of type " + type + ": only F32 and I64 are read");
        };
    List<Integer> shape = new ArrayList<>();
    long size = width;
    for (JsonNode extent : node.path("shape")) {
      shape.add(extent.asInt(-1));
      size = size < 0 || extent.asInt(-1) < 0 ? -1 : saturated(size, extent.asInt());
    }
    long from = node.path("data_offsets").path(0).asLong(-1);
    long to = node.path("data_offsets").path(1).asLong(-1);
    if (size < 0 || from < 0 || to - from != size || to > bytes.length - start) {
      throw new IllegalArgumentException(
          "Tensor %s of shape %s claims bytes %d to %d, which do not fit the file"
              .formatted(name, shape, from, to));
    }
    byte[] data = Arrays.copyOfRange(bytes, start + (int) from, start + (int) to);
    return new Tensor(type, shape, data);
  }

  /** No file is as long as the most that is returned. */
  private static long saturated(long size, int extent) {
    long high = Math.multiplyHigh(size, extent);
    return high == 0 && size * extent >= 0 ? size * extent : Long.MAX_VALUE;
  }
}
