package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.histochain.activities.artifact.Artifacts;
import org.histochain.workflows.contract.ArtifactRef;
import org.histochain.workflows.contract.RecordRequest;
import org.histochain.workflows.contract.StageRecord;
import org.histochain.workflows.contract.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordStagesStepTest {
  @TempDir private Path temporary;

  @Test
  void appendsAndGivesTheSameListWhenRetried() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", "ADI"));
    RecordStagesStep step = new RecordStagesStep(fixture.artifacts, new SimpleMeterRegistry());
    StepContext context = new StepContext(ReportFixture.CHAIN, 1);
    List<StageRecord> stages = fixture.stages();

    ArtifactRef first = step.run(new RecordRequest(context, null, stages.subList(0, 1)));
    RecordRequest append = new RecordRequest(context, first, stages.subList(1, 3));
    ArtifactRef second = step.run(append);

    assertThat(step.run(append)).isEqualTo(second);
    assertThat(StageList.read(fixture.artifacts, second).stages()).isEqualTo(stages);
    assertThat(fixture.folder().stages()).isEqualTo(stages);
  }

  @Test
  void classesThatTheFilterLeavesOutAreAlarmsBeforeTheReport() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", ""));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    RecordStagesStep step = new RecordStagesStep(fixture.artifacts, meters);
    StepContext context = new StepContext(ReportFixture.CHAIN, 1);
    fixture.folder().begin(ReportFixture.spec());
    assertThat(meters.counter("histochain.alarms", "kind", "vanishingClass").count()).isZero();

    step.run(new RecordRequest(context, null, fixture.stages()));

    assertThat(meters.counter("histochain.alarms", "kind", "vanishingClass").count()).isEqualTo(1);
    assertThat(meters.counter("histochain.alarms", "kind", "collapse").count()).isZero();
    assertThat(fixture.folder().summary().orElseThrow().alarms())
        .extracting(Alarm::kind)
        .containsExactly(Alarm.Kind.vanishingClass);
  }

  @Test
  void withoutTheDetailsOfValidationTheSummaryHasNoAlarms() throws IOException {
    ReportFixture fixture = new ReportFixture(temporary, List.of("TUM", ""));
    fixture.folder().begin(ReportFixture.spec());
    List<StageRecord> stages = fixture.stages();
    fixture.folder().recordStages(new StageList(stages));
    fixture
        .artifacts
        .store()
        .delete(Artifacts.path(stages.getFirst().validation().details().sha256()));

    assertThat(fixture.folder().summary().orElseThrow().alarms()).isEmpty();
  }
}
