package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.Test;

class StepIdentityTest {
  private static final ArtifactRef TABLE = new ArtifactRef("a".repeat(64), 10);
  private static final ArtifactRef MODEL = new ArtifactRef("b".repeat(64), 20);

  private record Request(String purpose, List<String> classes, double learningRate, long seed) {}

  private record Careless(StepContext context, long seed) {}

  private static final Request REQUEST = new Request("pretrain-1", List.of("ADI", "TUM"), 2e-3, 1);

  /** A changed key means that no finished step of anybody's store is found again. */
  @Test
  void keyOfAFixedIdentityIsPinned() {
    assertThat(identity("pretrain", 1, REQUEST, Map.of("table", TABLE, "model", MODEL)).key())
        .isEqualTo("b466f8cf94e174c30396c98d0bdeaca31d09b2c520569a5718a95a01d4f20d3d");
  }

  @Test
  void keyIsTheSameForTheSameIdentity() {
    assertThat(identity("pretrain", 1, REQUEST, Map.of("table", TABLE)).key())
        .isEqualTo(
            identity(
                    "pretrain",
                    1,
                    Map.of(
                        "seed",
                        1,
                        "learningRate",
                        0.002,
                        "classes",
                        List.of("ADI", "TUM"),
                        "purpose",
                        "pretrain-1"),
                    Map.of("table", TABLE))
                .key());
  }

  @Test
  void keyChangesWithWhateverDecidesTheResult() {
    Request otherSeed = new Request("pretrain-1", List.of("ADI", "TUM"), 2e-3, 2);
    Request otherOrder = new Request("pretrain-1", List.of("TUM", "ADI"), 2e-3, 1);

    assertThat(
            List.of(
                identity("pretrain", 1, REQUEST, Map.of("table", TABLE)).key(),
                identity("finetune", 1, REQUEST, Map.of("table", TABLE)).key(),
                identity("pretrain", 2, REQUEST, Map.of("table", TABLE)).key(),
                identity("pretrain", 1, otherSeed, Map.of("table", TABLE)).key(),
                identity("pretrain", 1, otherOrder, Map.of("table", TABLE)).key(),
                identity("pretrain", 1, REQUEST, Map.of("table", MODEL)).key(),
                identity("pretrain", 1, REQUEST, Map.of("model", TABLE)).key(),
                identity("pretrain", 1, REQUEST, Map.of("table", TABLE, "model", MODEL)).key()))
        .doesNotHaveDuplicates();
  }

  @Test
  void requestThatHoldsItsContextIsRefused() {
    Careless careless = new Careless(new StepContext("chain", 1), 1);

    assertThatThrownBy(() -> identity("pretrain", 1, careless, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pretrain");
  }

  @Test
  void stepNameWithANumberIsRefusedSinceItIsAMetersTag() {
    assertThatThrownBy(() -> identity("pretrain-1", 1, REQUEST, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pretrain-1");
  }

  private static StepIdentity identity(
      String step, int version, Object request, Map<String, ArtifactRef> inputs) {
    SortedMap<String, ArtifactRef> sorted = new TreeMap<>(inputs);
    return new StepIdentity(step, version, request, sorted);
  }
}
