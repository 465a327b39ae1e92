package org.histochain.activities.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The safetensors format: eight bytes of header length, a JSON header, the values. What is written
 * is canonical: names sorted, no metadata, the header padded with spaces to eight bytes, so equal
 * weights have equal bytes.
 */
public final class SafetensorsFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
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
   * Reads tensors, trusting no size that the header names: the tensors must fill what follows it,
   * one after another.
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
    SortedSet<Place> places = new TreeSet<>();
    header(bytes, (int) length)
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (!name.equals("__metadata__")) {
                Place place = Place.of(name, entry.getValue().path("data_offsets"));
                tensors.put(name, tensor(name, entry.getValue(), place, bytes, start));
                places.add(place);
              }
            });
    requireFilled(places, bytes.length - start);
    return tensors;
  }

  /** Where a tensor's values are, from the end of the header. */
  private record Place(long from, long to, String name) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::from)
            .thenComparingLong(Place::to)
            .thenComparing(Place::name);

    static Place of(String name, JsonNode offsets) {
      return new Place(whole(offsets.path(0)), whole(offsets.path(1)), name);
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private static void requireFilled(SortedSet<Place> places, long size) {
    long end = 0;
    for (Place place : places) {
      if (place.from() != end) {
        throw new IllegalArgumentException(
            "Tensor %s begins at byte %d where byte %d is next: tensors may neither overlap nor leave gaps"
                .formatted(place.name(), place.from(), end));
      }
      end = place.to();
    }
    if (end != size) {
      throw new IllegalArgumentException(
          "No safetensors file: %d bytes follow the last tensor".formatted(size - end));
    }
  }

  /** Returns a node's value where it is a whole number of at least 0, else -1. */
  private static long whole(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? Math.max(-1, node.asLong()) : -1;
  }

  private static JsonNode header(byte[] bytes, int length) {
    try {
      JsonNode header =
          JSON.readTree(new String(bytes, Long.BYTES, length, StandardCharsets.UTF_8));
      if (!header.isObject()) {
        throw new IllegalArgumentException("No safetensors file: its header is no JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "No safetensors file: its header is not JSON (%s)".formatted(e.getOriginalMessage()), e);
    }
  }

  private static Tensor tensor(String name, JsonNode node, Place place, byte[] bytes, int start) {
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
      long count = whole(extent);
      boolean sound = size >= 0 && count >= 0 && count <= Integer.MAX_VALUE;
      shape.add(sound ? (int) count : -1);
      size = sound ? saturated(size, (int) count) : -1;
    }
    long from = place.from();
    long to = place.to();
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
