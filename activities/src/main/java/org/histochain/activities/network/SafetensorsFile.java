package org.histochain.activities.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
      int end = Math.addExact(offset, Math.toIntExact(tensor.data().byteSize()));
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
    tensors.values().forEach(tensor -> buffer.put(tensor.data().asByteBuffer()));
    return buffer.array();
  }

  /** Reads tensors as {@link #read(MemorySegment)} does. */
  public static SortedMap<String, Tensor> read(byte[] bytes) {
    return read(MemorySegment.ofArray(bytes));
  }

  /**
   * Reads tensors, trusting no size that the header names: the tensors must fill what follows it,
   * one after another.
   *
   * @return tensors whose values are not copied: they are parts of {@code bytes}
   * @throws IllegalArgumentException if the bytes are not a whole safetensors file, saying where it
   *     is wrong
   */
  public static SortedMap<String, Tensor> read(MemorySegment bytes) {
    long size = bytes.byteSize();
    if (size < Long.BYTES) {
      throw new IllegalArgumentException("No safetensors file: it has " + size + " bytes");
    }
    long length = bytes.get(LENGTH, 0);
    if (length < 2 || length > size - Long.BYTES) {
      throw new IllegalArgumentException(
          "No safetensors file: its header claims %d bytes of %d".formatted(length, size));
    }
    MemorySegment values = bytes.asSlice(Long.BYTES + length);
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    SortedSet<Place> places = new TreeSet<>();
    header(bytes.asSlice(Long.BYTES, length))
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (!name.equals("__metadata__")) {
                Place place = Place.of(name, entry.getValue().path("data_offsets"));
                tensors.put(name, tensor(name, entry.getValue(), place, values));
                places.add(place);
              }
            });
    requireFilled(places, values.byteSize());
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

  private static JsonNode header(MemorySegment bytes) {
    try {
      JsonNode header =
          JSON.readTree(new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8));
      if (!header.isObject()) {
        throw new IllegalArgumentException("No safetensors file: its header is no JSON object");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "No safetensors file: its header is not JSON (%s)".formatted(e.getOriginalMessage()), e);
    }
  }

  private static Tensor tensor(String name, JsonNode node, Place place, MemorySegment values) {
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
    if (size < 0 || from < 0 || to - from != size || to > values.byteSize()) {
      throw new IllegalArgumentException(
          "Tensor %s of shape %s claims bytes %d to %d, which do not fit the file"
              .formatted(name, shape, from, to));
    }
    return new Tensor(type, shape, values.asSlice(from, size));
  }

  /** No file is as long as the most that is returned. */
  private static long saturated(long size, int extent) {
    long high = Math.multiplyHigh(size, extent);
    return high == 0 && size * extent >= 0 ? size * extent : Long.MAX_VALUE;
  }
}
