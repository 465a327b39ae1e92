package org.histochain.activities.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
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
  void whatMatchedAndWhatDidNotIsSaid() {
    SortedMap<String, Tensor> given = state(9, 2).named();
    given.remove("fc.bias");
    given.put("head.weight", Tensor.floats(List.of(2), new float[2]));

    StartMatch match = StartMatch.of(FRESH.architecture(), SafetensorsFile.write(given));

    assertThat(match.lines())
        .containsExactly(
            "network.init gives 60 of 62 tensors",
            "network.init: stays fresh: fc.weight has the shape [9, 32] in the file and [3, 32] in"
                + " this network",
            "network.init: stays fresh: fc.bias [3] is not in the file",
            "network.init: not used: head.weight");
  }

  @Test
  void aPrefixOfAllNamesAndCountersArePassedOver() throws IOException {
    SortedMap<String, Tensor> named = state(3, 2).named();
    SortedMap<String, Tensor> wrapped = new TreeMap<>();
    named.forEach((name, tensor) -> wrapped.put("module." + name, tensor));
    wrapped.put("module.bn1.num_batches_tracked", Tensor.scalar(99));

    assertThat(bytes(over(wrapped))).isEqualTo(SafetensorsFile.write(named));
  }

  @Test
  void weightsOfAnotherNetworkAreRefusedByName() throws IOException {
    refused(of("resnet18", 4, "small"), "it has layer1.1.bn1.bias, which this network has not");
    refused(of("resnet50", 4, "small"), "layer1.0.conv1.weight has the shape [4, 4, 1, 1]");
    refused(of("resnet10", 8, "small"), "conv1.weight has the shape [8, 3, 3, 3] in the file and");
    SortedMap<String, Tensor> lacking = state(3, 2).named();
    lacking.remove("layer2.0.bn2.running_var");
    refused(
        artifacts.put(SafetensorsFile.write(lacking)),
        "layer2.0.bn2.running_var [8] is not in the file: were these weights another network's?");
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() throws IOException {
    for (float value : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      SortedMap<String, Tensor> given = state(3, 2).named();
      given.put("bn1.weight", Tensor.floats(List.of(4), new float[] {1, value, 1, 1}));
      refused(artifacts.put(SafetensorsFile.write(given)), "bn1.weight holds " + value);
    }
  }

  @Test
  void overlapsGapsLeftoversAndDoublesAreRefused() throws IOException {
    String entry = "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],\"data_offsets\":[%s]}";
    refused(
        lie("{" + entry.formatted("a", "1", "0,4") + "," + entry.formatted("b", "1", "0,4") + "}"),
        "Tensor b begins at byte 0 where byte 4 is next");
    refused(lie("{" + entry.formatted("a", "0", "4,4") + "}"), "begins at byte 4 where byte 0");
    refused(lie("{}"), "4 bytes follow the last tensor");
    refused(
        lie("{" + entry.formatted("a", "1", "0,4") + "," + entry.formatted("a", "1", "0,4") + "}"),
        "Duplicate field 'a'");
    refused(lie("{" + entry.formatted("a", "1.0", "0,4") + "}"), "which do not fit the file");
    refused(lie("{" + entry.formatted("a", "1", "0,4.0") + "}"), "which do not fit the file");
    refused(lie("{" + entry.formatted("a", "-1", "0,4") + "}"), "which do not fit the file");
    refused(lie("{" + entry.formatted("a", "1", "0,4") + "} {}"), "not JSON");
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
    refused(lie("[1]"), "its header is no JSON object");
  }

  private ArtifactRef of(String name, int width, String stem) throws IOException {
    Architecture network = new Architecture(new NetworkSpec(name, width, stem), 3);
    return Models.save(artifacts, Initialisation.draw(network, 1, "teacher"));
  }

  private static byte[] data(SortedMap<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name).data().toArray(ValueLayout.JAVA_BYTE);
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
