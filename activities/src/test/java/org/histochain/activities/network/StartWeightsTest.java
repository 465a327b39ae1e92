package org.histochain.activities.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.FailureTypes;
import org.histochain.workflows.contract.NetworkSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartWeightsTest {
  private static final NetworkState FRESH = state(3, 1);

  @TempDir private Path folder;
  private Artifacts artifacts;

  @BeforeEach
  void open() {
    artifacts = new Artifacts(new MemoryStore(), folder, new SimpleMeterRegistry());
  }

  @Test
  void aWholeModelIsTakenWhole() throws IOException {
    SortedMap<String, Tensor> given = state(3, 2).named();
    assertThat(bytes(over(given))).isEqualTo(SafetensorsFile.write(given));
  }

  @Test
  void theClassifierOfOtherClassesStaysFresh() throws IOException {
    SortedMap<String, Tensor> given = state(9, 2).named();
    SortedMap<String, Tensor> started = over(given).named();
    assertThat(data(started, "conv1.weight")).isEqualTo(data(given, "conv1.weight"));
    assertThat(data(started, "fc.weight")).isEqualTo(data(FRESH.named(), "fc.weight"));
    assertThat(data(started, "fc.bias")).isEqualTo(data(FRESH.named(), "fc.bias"));
  }

  @Test
  void whatTheFileLacksStaysFreshAndWhatIsOfNoUseIsPassedOver() throws IOException {
    SortedMap<String, Tensor> given = state(3, 2).named();
    given.remove("layer1.0.conv1.weight");
    given.put("head.weight", Tensor.floats(List.of(2), new float[2]));
    SortedMap<String, Tensor> started = over(given).named();
    assertThat(started).containsOnlyKeys(FRESH.named().keySet());
    assertThat(data(started, "layer1.0.conv1.weight"))
        .isEqualTo(data(FRESH.named(), "layer1.0.conv1.weight"));
    assertThat(data(started, "layer1.0.conv2.weight"))
        .isEqualTo(data(given, "layer1.0.conv2.weight"));
  }

  @Test
  void aFileThatMatchesNothingIsRefused() throws IOException {
    SortedMap<String, Tensor> given = new TreeMap<>();
    given.put("fc.bias", Tensor.floats(List.of(3), new float[3]));
    given.put("conv1.weight", Tensor.floats(List.of(2), new float[2]));
    ArtifactRef file = artifacts.put(SafetensorsFile.write(given));
    refused(file, "none of its 2 tensors has the name and shape");
  }

  @Test
  void aFileThatIsNoneOrLiesAboutItsSizesIsRefused() throws IOException {
    refused(artifacts.put("text".getBytes(UTF_8)), "it has 4 bytes");
    refused(
        lie(
            "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}"),
        "which do not fit the file");
    refused(
        lie("{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[9999999999],\"data_offsets\":[0,4]}}"),
        "which do not fit the file");
    refused(
        lie(
            "{\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4000000000,4000000004]}}"),
        "which do not fit the file");
    refused(
        lie("{\"conv1.weight\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}}"), "F16");
    refused(lie("[1]"), "none of its 0 tensors");
  }

  private static byte[] data(SortedMap<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).data();
  }

  private ArtifactRef lie(String header) throws IOException {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    return artifacts.put(file.putLong(json.length).put(json).array());
  }

  private void refused(ArtifactRef file, String message) {
    assertThatThrownBy(() -> StartWeights.over(FRESH, artifacts, file))
        .isInstanceOfSatisfying(
            StepFailure.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureTypes.INVALID_CHAIN))
        .hasMessageStartingWith("network.init (SHA-256 " + file.sha256())
        .hasMessageContaining(message);
  }

  private NetworkState over(SortedMap<String, Tensor> given) throws IOException {
    return StartWeights.over(FRESH, artifacts, artifacts.put(SafetensorsFile.write(given)));
  }

  private static byte[] bytes(NetworkState state) {
    return SafetensorsFile.write(state.named());
  }

  private static NetworkState state(int classes, long seed) {
    return Initialisation.draw(
        new Architecture(new NetworkSpec("resnet10", 4, "small"), classes), seed, "teacher");
  }
}
