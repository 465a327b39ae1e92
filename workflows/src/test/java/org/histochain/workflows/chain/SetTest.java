package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateException;
import java.util.Map;
import java.util.TreeMap;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.FilterRequest;
import org.histochain.workflows.contract.FilterSpec;
import org.histochain.workflows.contract.ReportRequest;
import org.histochain.workflows.contract.SettingsChange;
import org.histochain.workflows.contract.Specs;
import org.histochain.workflows.contract.StateRequest;
import org.histochain.workflows.contract.TrainRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SetTest {
  private final StubSteps steps = new StubSteps();
  private final ChainHarness harness = new ChainHarness(steps);
  private final ChainWorkflow chain = harness.chain("chain");

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void holdsFromTheNextIterationAndIsWrittenDown() throws Exception {
    StubSteps.Held labelling = begin("pseudoLabel 0");
    assertThat(set("filter.k", "0.60", "pretrain.steps", "9"))
        .isEqualTo(new Steered(true, false, 2, 2));
    assertThat(set("filter.k", "0.6")).isEqualTo(new Steered(false, false, 2, 2));
    labelling.letGo().countDown();

    assertThat(harness.result("chain").iterations()).isEqualTo(2);
    assertThat(steps.requests(FilterRequest.class))
        .extracting(FilterRequest::filter)
        .containsExactly(new FilterSpec("0.8", 1), new FilterSpec("0.6", 1));
    assertThat(steps.requests(TrainRequest.class))
        .filteredOn(training -> training.purpose().startsWith("pretrain"))
        .extracting(training -> training.training().steps())
        .containsExactly(null, 9);
    ChainSpec written = steps.requests(StateRequest.class).getLast().spec();
    assertThat(written.changes())
        .containsExactly(
            new SettingsChange(
                2, new TreeMap<>(Map.of("filter.k", "0.60", "pretrain.steps", "9"))));
    assertThat(written.at(1)).isEqualTo(Specs.sound());
    assertThat(steps.requests(ReportRequest.class))
        .extracting(ReportRequest::spec)
        .containsExactly(written);
  }

  @Test
  void theLastOfTheSameIterationHolds() throws Exception {
    StubSteps.Held teaching = begin("trainTeacher teacher");
    set("pretrain.steps", "9", "filter.k", "0.5");
    set("pretrain.epochs", "3");
    set("filter.k", "all");
    teaching.letGo().countDown();

    harness.result("chain");
    assertThat(steps.requests(FilterRequest.class))
        .extracting(request -> request.filter().k())
        .containsExactly("all", "all");
    assertThat(steps.requests(TrainRequest.class))
        .filteredOn(training -> training.purpose().equals("pretrain-1"))
        .allSatisfy(
            training -> {
              assertThat(training.training().epochs()).isEqualTo(3);
              assertThat(training.training().steps()).isNull();
            });
  }

  @Test
  void patienceThatIsSetDecidesWhetherTheNextIterationBegins() throws Exception {
    steps.balancedAccuracy.put("model-teacher", 0.9);
    StubSteps.Held recording = begin("recordStages 1");
    set("chain.patience", "1");
    recording.letGo().countDown();

    assertThat(harness.result("chain").iterations()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          filter.k            > 1     > filter.k is 1: write `all` to keep every candidate
          filter.p            > 3     > filter.p is 3: the data set has 2 classes
          filter.p            > two   > filter.p is two: a whole number is needed
          filter.align        > pool  > filter.align is pool: write none, labels or uniform
          pretrain.epochs     > 0     > pretrain.epochs is 0: write an integer of at least 1
          pretrain.ema        > 1     > pretrain.ema is 1.0: write a number above 0 and below 1
          pretrain.batchNorm  > batch > pretrain.batchNorm cannot be set
          finetune.batchNorm  > warm  > finetune.batchNorm is warm: write batch or frozen
          pretrain.noise      > -1    > pretrain.noise is -1.0: write a finite number of at least 0
          finetune.mixup      > 0.001 > finetune.mixup is 0.001: write a number from 0.01 to 100
          pretrain.consistency.ratio  > 0   > pretrain.consistency.ratio is 0: write an integer from 1 to 64
          pretrain.consistency.weight > one > pretrain.consistency.weight is one: a finite number
          finetune.consistency.weight > 1   > finetune.consistency.weight cannot be set
          finetune.clip       > 1e999 > finetune.clip is 1e999: a finite number is needed
          chain.patience      > 0     > chain.patience is 0: write an integer of at least 1
          chain.warmStart     > yes   > chain.warmStart is yes: true or false is needed
          chain.teacher       > first > chain.teacher is first: write last or best
          chain.iterations    > 9     > chain.iterations cannot be set: histochain extend changes it
          chain.select        > macroF1 > chain.select cannot be set: it holds for a whole chain
          dataset             > other > dataset cannot be set: it holds for a whole chain
          network.width       > 32    > set of filter k, p, align, of chain patience, warmStart, teacher, of pretrain
          """)
  void refusesWhatIsOutOfRangeOrHoldsForTheWholeChain(String key, String value, String reason)
      throws Exception {
    StubSteps.Held pretraining = begin("pretrain pretrain-1");
    assertThatThrownBy(() -> set(key, value))
        .isInstanceOf(WorkflowUpdateException.class)
        .rootCause()
        .hasMessageContaining("chain chain: ")
        .hasMessageContaining(reason);
    pretraining.letGo().countDown();
    harness.result("chain");
    assertThat(steps.requests(StateRequest.class)).isEmpty();
  }

  @Test
  void refusesTwoLengthsOfOneStepNothingAtAllAndWhatComesTooLate() throws Exception {
    StubSteps.Held reporting = begin("report");
    assertThatThrownBy(() -> set("filter.k", "0.5"))
        .rootCause()
        .hasMessageContaining("it makes its report: extend it once that is over, then set");
    reporting.letGo().countDown();
    harness.result("chain");

    StubSteps.Held preparing = steps.hold("prepare");
    ChainWorkflow other = harness.chain("other");
    WorkflowClient.start(other::run, ChainRequest.of(Specs.sound()));
    preparing.begun().await();
    assertThatThrownBy(() -> other.set(request("pretrain.epochs", "1", "pretrain.steps", "1")))
        .rootCause()
        .hasMessageContaining("pretrain.epochs and pretrain.steps are both set: keep one");
    assertThatThrownBy(() -> other.set(new SettingsRequest(new TreeMap<>())))
        .rootCause()
        .hasMessageContaining("nothing is to be set");
    assertThatThrownBy(() -> other.set(request("filter.p", "2")))
        .rootCause()
        .hasMessageContaining("it is being prepared");
    preparing.letGo().countDown();
    harness.result("other");
  }

  private Steered set(String... settings) {
    return chain.set(request(settings));
  }

  private static SettingsRequest request(String... settings) {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return new SettingsRequest(map);
  }

  private StubSteps.Held begin(String call) throws InterruptedException {
    StubSteps.Held held = steps.hold(call);
    WorkflowClient.start(chain::run, ChainRequest.of(Specs.sound()));
    held.begun().await();
    return held;
  }
}
