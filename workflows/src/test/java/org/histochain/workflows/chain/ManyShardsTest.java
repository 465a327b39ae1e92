package org.histochain.workflows.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import java.util.BitSet;
import java.util.List;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.EvaluateRequest;
import org.histochain.workflows.contract.Evaluated;
import org.histochain.workflows.contract.InferActivities;
import org.histochain.workflows.contract.PseudoLabelRequest;
import org.histochain.workflows.contract.ScoreTable;
import org.histochain.workflows.contract.Specs;
import org.junit.jupiter.api.Test;

class ManyShardsTest {
  private static final int SHARDS = 100_000;
  private static final int MOST_EVENTS = 51_200;
  private static final long MOST_BYTES = 50L << 20;
  private static final int SUGGESTED_EVENTS = 4_096;

  /** Labels nothing, but remembers which shards it was asked for. */
  private static final class Labeller implements InferActivities {
    private final InferActivities others;
    private final BitSet labelled = new BitSet(SHARDS);

    Labeller(InferActivities others) {
      this.others = others;
    }

    @Override
    public synchronized ScoreTable pseudoLabel(PseudoLabelRequest request) {
      labelled.set(request.shard());
      return new ScoreTable(new ArtifactRef("f".repeat(64), 123_456), 1000);
    }

    @Override
    public Evaluated evaluate(EvaluateRequest request) {
      return others.evaluate(request);
    }

    synchronized int labelled() {
      return labelled.cardinality();
    }
  }

  @Test
  void keepsEveryHistoryWithinTheLimitsOfTheServer() throws ReflectiveOperationException {
    StubSteps steps = new StubSteps();
    steps.shards = SHARDS;
    Labeller labeller = new Labeller(steps.infer());
    try (ChainHarness harness = new ChainHarness(steps.train(), labeller, steps.cpu())) {
      UnloggedTime.in(harness.temporal);
      harness.chain("large").run(ChainRequest.of(Specs.withChain(1, null, "balancedAccuracy")));

      assertThat(labeller.labelled()).isEqualTo(SHARDS);
      for (String id : List.of("large", "large/iteration-1")) {
        assertWithin(harness, id, MOST_EVENTS);
      }
      for (int first = 0; first < SHARDS; first += 10 * LabelBatchRequest.MAX_SHARDS) {
        assertWithin(harness, "large/iteration-1/labels-" + first, SUGGESTED_EVENTS);
      }
    }
  }

  private static void assertWithin(ChainHarness harness, String id, int events) {
    WorkflowExecutionHistory history = harness.temporal.getWorkflowClient().fetchHistory(id);
    assertThat(history.getEvents()).as("events of " + id).hasSizeLessThan(events);
    assertThat((long) history.getHistory().getSerializedSize())
        .as("bytes of " + id)
        .isLessThan(MOST_BYTES);
  }
}
