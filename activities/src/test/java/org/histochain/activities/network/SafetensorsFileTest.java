package org.histochain.activities.network;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  private static final Architecture TINY =
      new Architecture(new NetworkSpec("resnet10", 4, "small"), 3);

  @Test
  void whatIsWrittenIsReadBack() {
    NetworkState state = Initialisation.draw(TINY, 7, "teacher");

    NetworkState back =
        NetworkState.of(TINY, SafetensorsFile.read(SafetensorsFile.write(state.named())));

    assertThat(back.parameters()).isEqualTo(state.parameters());
    assertThat(back.buffers()).isEqualTo(state.buffers());
  }

  @Test
  void valuesAreReadWhereTheFileIs() {
    NetworkState state = Initialisation.draw(TINY, 7, "teacher");
    byte[] file = SafetensorsFile.write(state.named());

    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocateFrom(ValueLayout.JAVA_BYTE, file);
      SortedMap<String, Tensor> tensors = SafetensorsFile.read(outside);

      assertThat(tensors.values())
          .allSatisfy(
              tensor ->
                  assertThat(outside.asOverlappingSlice(tensor.data())).contains(tensor.data()));
      assertThat(NetworkState.of(TINY, tensors).parameters()).isEqualTo(state.parameters());
      assertThat(SafetensorsFile.write(tensors)).isEqualTo(file);
    }
  }

  @Test
  void theHeaderIsAlignedSortedAndSaysWhereValuesAre() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("b", Tensor.scalar(3));
    tensors.put("a", Tensor.floats(List.of(2), new float[] {1, 2}));

    byte[] bytes = SafetensorsFile.write(tensors);

    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).trim())
        .isEqualTo(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]}}");
    assertThat(bytes).hasSize(8 + length + 16);
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 11689512", "resnet34, 21797672", "resnet50, 25557032"})
  void namesAndShapesAreTorchvisions(String name, int parameters) throws IOException {
    Architecture network = new Architecture(new NetworkSpec(name, 64, "imagenet"), 1000);
    SortedMap<String, List<Integer>> shapes = new TreeMap<>();
    Initialisation.draw(network, 1, "teacher")
        .named()
        .forEach((tensor, values) -> shapes.put(tensor, values.shape()));

    SortedMap<String, List<Integer>> expected = new TreeMap<>();
    try (InputStream fixture =
        requireNonNull(SafetensorsFileTest.class.getResourceAsStream("torchvision.json"))) {
      new ObjectMapper()
          .readTree(fixture)
          .path(name)
          .properties()
          .forEach(
              tensor -> {
                List<Integer> shape = new ArrayList<>();
                tensor.getValue().forEach(extent -> shape.add(extent.asInt()));
                expected.put(tensor.getKey(), shape);
              });
    }
    assertThat(shapes).isEqualTo(expected);
    assertThat(new FlatLayout(network.parameters()).size()).isEqualTo(parameters);
  }

  @Test
  void aHeaderThatLiesAboutSizesIsRefused() {
    byte[] bytes =
        SafetensorsFile.write(
            new TreeMap<>(Map.of("a", Tensor.floats(List.of(2), new float[] {1, 2}))));
    byte[] cut = java.util.Arrays.copyOf(bytes, bytes.length - 1);
    byte[] claims = bytes.clone();
    ByteBuffer.wrap(claims).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40);

    assertThatThrownBy(() -> SafetensorsFile.read(cut))
        .hasMessageContaining("Tensor a of shape [2] claims bytes 0 to 8");
    assertThatThrownBy(() -> SafetensorsFile.read(claims)).hasMessageContaining("header claims");
    assertThatThrownBy(() -> SafetensorsFile.read(new byte[3])).hasMessageContaining("3 bytes");
  }

  @Test
  void anotherNetworksWeightsAreRefusedByName() {
    Architecture fourClasses = new Architecture(new NetworkSpec("resnet10", 4, "small"), 4);
    Architecture deeper = new Architecture(new NetworkSpec("resnet18", 4, "small"), 3);
    SortedMap<String, Tensor> tensors = Initialisation.draw(TINY, 1, "teacher").named();
    SortedMap<String, Tensor> more = Initialisation.draw(deeper, 1, "teacher").named();

    assertThatThrownBy(() -> NetworkState.of(fourClasses, tensors))
        .hasMessageContaining("fc.weight has the shape [3, 32]")
        .hasMessageContaining("[4, 32]");
    assertThatThrownBy(() -> NetworkState.of(deeper, tensors))
        .hasMessageContaining("layer1.1.conv1.weight is missing");
    assertThatThrownBy(() -> NetworkState.of(TINY, more))
        .hasMessageContaining("layer1.1.bn1.bias does not belong");
  }
}
