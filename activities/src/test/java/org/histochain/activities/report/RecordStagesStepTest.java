package org.histochain.activities.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    RecordStagesStep step = new RecordStagesStep(fixture.artifacts);
    StepContext context = new StepContext(ReportFixture.CHAIN, 1);
    List<StageRecord> stages = fixture.stages();

    ArtifactRef first = step.run(new RecordRequest(context, null, stages.subList(0, 1)));
    RecordRequest append = new RecordRequest(context, first, stages.subList(1, 3));
    ArtifactRef second = step.run(append);

    assertThat(step.run(append)).isEqualTo(second);
    assertThat(StageList.read(fixture.artifacts, second).stages()).isEqualTo(stages);
    assertThat(fixture.folder().stages()).isEqualTo(stages);
  }
}
